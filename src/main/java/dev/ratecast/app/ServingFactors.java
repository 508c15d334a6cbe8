package dev.ratecast.app;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.config.FactorsConfig;
import dev.ratecast.factor.micrometer.FactorMetrics;
import dev.ratecast.factor.postgres.PostgresFactors;
import dev.ratecast.rating.RatingScale;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * The thread that keeps this replica's factors in step with Postgres, and fits new ones where it is this replica's turn.
 * While Postgres is away the last ones serve.
 */
@Singleton
final class ServingFactors implements ActiveFactors {
    private static final Logger LOG = Logger.getLogger(ServingFactors.class);

    private final FactorsConfig config;
    private final PostgresFactors postgres;
    private final FactorMetrics metrics;
    private final Thread thread;

    private volatile Factors factors = Factors.NONE;
    /** Of the thread alone: what {@link PostgresFactors#newest} said when the factors were read. */
    private String read = "";

    ServingFactors(FactorsConfig config, AgroalDataSource dataSource, RatingScale scale, MeterRegistry meters) {
        this.config = config;
        this.postgres = new PostgresFactors(dataSource, scale, FactorSettings.DEFAULT, config.toRule());
        this.metrics = new FactorMetrics(meters, this);
        this.thread = new Thread(new Rounds(config.check(), this::look, this::failed), "ratecast-factors");
    }

    @Override
    public Factors current() {
        return factors;
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
    }

    private void failed(Throwable cause, boolean isFirst) {
        if (MissingSchema.isBehind(cause)) {
            LOG.debug("the tables of factors are not there yet");
            return;
        }
        metrics.failed();
        if (isFirst && cause instanceof SQLException) {
            LOG.warnf("event=factors-not-read reason=\"%s\"; the last ones serve", cause.getMessage());
        } else if (isFirst) {
            LOG.error("event=factors-not-read; the last ones serve, and repeats are not logged", cause);
        }
    }

    private void look() throws SQLException {
        if (config.refresh()) {
            postgres.refreshIfDue(Clock.systemUTC().instant()).ifPresent(fitted -> {
                metrics.fitted();
                LOG.infof("event=factors-fitted version=%s ratings=%d", fitted.version(), fitted.ratings());
            });
        }
        String newest = postgres.newest();
        if (!newest.equals(read)) {
            factors = postgres.read();
            read = newest;
            LOG.infof("factors=%s ratings=%d", factors.version(), factors.ratings());
        }
    }
}
