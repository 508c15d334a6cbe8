package dev.ratecast.ingestion.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Meters of the light audit: {@code ratecast.audit.runs} by outcome, and {@code ratecast.audit.differences}. */
public final class AuditMetrics {
    /** What a light audit came to. */
    public enum Outcome {
        CLEAN,
        DIFFERS,
        FAILED
    }

    private final MeterRegistry registry;
    private volatile double differences = Double.NaN;

    public AuditMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("ratecast.audit.differences", this, metrics -> metrics.differences)
                .description("Rows that the latest light audit found to differ")
                .strongReference(true)
                .register(registry);
        // Known from the start, so that a rate over the first difference is not lost.
        for (Outcome outcome : Outcome.values()) {
            runs(outcome);
        }
    }

    /** An audit was run. */
    public void audited(long found) {
        differences = (double) found;
        runs(found == 0 ? Outcome.CLEAN : Outcome.DIFFERS).increment();
    }

    /** An audit could not be run. */
    public void failed() {
        runs(Outcome.FAILED).increment();
    }

    private Counter runs(Outcome outcome) {
        return Counter.builder("ratecast.audit.runs")
                .description("Light audits")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
