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
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this replica's factors in step with Postgres, and fits new ones where it is this replica's turn: by two threads,
 * because a fit may take long, or fail, while what others have fitted and who was erased is to be known. While Postgres is
 * away the last ones serve.
 */
@Singleton
final class ServingFactors implements ActiveFactors {
    private static final Logger LOG = Logger.getLogger(ServingFactors.class);

    private final PostgresFactors postgres;
    private final FactorMetrics metrics;
    private final List<Thread> threads = new ArrayList<>();

    private volatile Factors factors = Factors.NONE;
    /** What {@link PostgresFactors#newest} said when the factors were read; null before the first look. */
    private volatile @Nullable String read;

    ServingFactors(FactorsConfig config, AgroalDataSource dataSource, RatingScale scale, MeterRegistry meters) {
        this.postgres = new PostgresFactors(dataSource, scale, FactorSettings.DEFAULT, config.toRule());
        this.metrics = new FactorMetrics(meters, this);
        threads.add(new Thread(
                new Rounds(config.check(), this::look, (cause, isFirst) -> failed("not-read", cause, isFirst)),
                "ratecast-factors"));
        if (config.refresh()) {
            threads.add(new Thread(
                    new Rounds(config.check(), this::fit, (cause, isFirst) -> failed("not-fitted", cause, isFirst)),
                    "ratecast-factors-fit"));
        }
    }

    @Override
    public Factors current() {
        return factors;
    }

    @Override
    public boolean areKnown() {
        return read != null;
    }

    void start(@Observes StartupEvent started) {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    void stop(@Observes ShutdownEvent stopping) {
        threads.forEach(Thread::interrupt);
    }

    private void failed(String what, Throwable cause, boolean isFirst) {
        if (MissingSchema.isBehind(cause)) {
            LOG.debug("the tables of factors are not there yet");
            return;
        }
        metrics.failed();
        if (isFirst && cause instanceof SQLException) {
            LOG.warnf("event=factors-%s reason=\"%s\"; the last ones serve", what, cause.getMessage());
        } else if (isFirst) {
            LOG.errorf(cause, "event=factors-%s; the last ones serve, and repeats are not logged", what);
        }
    }

    private void look() throws SQLException {
        String newest = postgres.newest();
        if (!newest.equals(read)) {
            factors = postgres.read();
            read = newest;
            LOG.infof(
                    "factors=%s ratings=%d customers=%d",
                    factors.version(), factors.ratings(), factors.customers().size());
        }
    }

    private void fit() throws SQLException {
        postgres.refreshIfDue(Clock.systemUTC().instant()).ifPresent(fitted -> {
            metrics.fitted();
            LOG.infof(
                    "event=factors-fitted version=%s ratings=%d customers=%d",
                    fitted.version(), fitted.ratings(), fitted.customers().size());
        });
    }
}
