package dev.ratecast.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * The meters of admission: {@code ratecast.admission.refused} by reason, {@code ratecast.admission.calls},
 * {@code ratecast.admission.body.bytes}, {@code ratecast.admission.work} and {@code ratecast.admission.waiting}.
 */
public final class AdmissionMetrics {
    /** Why a call is refused. */
    public enum Refusal {
        /** As many calls are under way as may be. */
        CALLS,
        /** Bodies of calls under way fill what memory they are given. */
        BODIES,
        /** As many calls read the database as may. */
        DATABASE,
        /** Its turn to be predicted did not come in time. */
        WORK,
        /** Its body is larger than the service accepts. */
        TOO_LARGE,
        /** Its body did not arrive in time. */
        TOO_SLOW
    }

    private final MeterRegistry registry;

    public AdmissionMetrics(MeterRegistry registry, CallGate gate, WorkLimit work) {
        this.registry = registry;
        for (Refusal refusal : Refusal.values()) {
            counter(refusal);
        }
        Gauge.builder("ratecast.admission.calls", gate, CallGate::calls)
                .description("REST calls under way")
                .register(registry);
        Gauge.builder("ratecast.admission.body.bytes", gate, CallGate::bytes)
                .description("Bytes of the bodies of REST calls under way")
                .register(registry);
        Gauge.builder("ratecast.admission.work", work, WorkLimit::use)
                .description("Share of the limit of predicting that is in use")
                .register(registry);
        Gauge.builder("ratecast.admission.waiting", work, WorkLimit::waiting)
                .description("REST calls that wait for their turn to be predicted")
                .register(registry);
    }

    /** Counts a refused call. */
    public void refused(Refusal refusal) {
        counter(refusal).increment();
    }

    private Counter counter(Refusal refusal) {
        return Counter.builder("ratecast.admission.refused")
                .description("REST calls that were refused for what they would take")
                .tag("reason", refusal.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
