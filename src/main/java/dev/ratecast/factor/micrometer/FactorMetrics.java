package dev.ratecast.factor.micrometer;

import dev.ratecast.factor.ActiveFactors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of factors. Safe for use by many threads. */
public final class FactorMetrics {
    private final Counter refreshes;
    private final Counter failures;

    public FactorMetrics(MeterRegistry meters, ActiveFactors active) {
        refreshes = Counter.builder("ratecast.factors.refreshes")
                .description("Factors that this replica has fitted")
                .register(meters);
        failures = Counter.builder("ratecast.factors.failures")
                .description("Looks at the factors in Postgres, or fits, that failed")
                .register(meters);
        Gauge.builder("ratecast.factors.ratings", active, factors ->
                        (double) factors.current().ratings())
                .description("Ratings that the factors in use were fitted on; 0 while there are none")
                .register(meters);
    }

    /** This replica has fitted factors. */
    public void fitted() {
        refreshes.increment();
    }

    /** A look or a fit failed. */
    public void failed() {
        failures.increment();
    }
}
