package dev.ratecast.app;

import dev.ratecast.ingestion.micrometer.AuditMetrics;
import dev.ratecast.ingestion.postgres.LightAudit;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** The thread that runs the light audit from time to time. What it finds is a defect of ours, and shows in metrics and the log. */
@Singleton
final class ScheduledAudit {
    private static final Logger LOG = Logger.getLogger(ScheduledAudit.class);

    private final AuditConfig config;
    private final LightAudit audit;
    private final AuditMetrics metrics;
    private final Thread thread;

    ScheduledAudit(AuditConfig config, AgroalDataSource dataSource, MeterRegistry meters) {
        this.config = config;
        this.audit = new LightAudit(dataSource, config.customers());
        this.metrics = new AuditMetrics(meters);
        Rounds rounds = new Rounds(firstPause(config.interval()), config.interval(), this::audit, this::failed);
        this.thread = new Thread(rounds, "ratecast-audit");
    }

    void start(@Observes StartupEvent started) {
        if (!config.interval().isZero()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
    }

    /** Replicas that were started together take turns. */
    private static Duration firstPause(Duration interval) {
        return Duration.ofMillis(
                (long) (interval.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }

    private void audit() throws SQLException {
        LightAudit.Outcome outcome = audit.run(ThreadLocalRandom.current().nextDouble());
        metrics.audited(outcome.differences());
        if (outcome.differences() > 0) {
            LOG.errorf(
                    "event=audit-differs compared=%d differences=%d; run `audit` for the rows",
                    outcome.compared(), outcome.differences());
        }
    }

    private void failed(Throwable cause, boolean isFirst) {
        metrics.failed();
        if (isFirst) {
            LOG.warnf(
                    "event=audit-not-run cause=\"%s\"; it is tried again, and repeats are not logged",
                    cause.getMessage());
        }
    }
}
