package dev.ratecast.access;

import dev.ratecast.access.AdminAccess.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The meter of refused admin calls: {@code ratecast.admin.refused} by reason. */
public final class AdminMetrics {
    /** Why a call is refused. */
    public static final Set<Decision> REFUSALS = EnumSet.complementOf(EnumSet.of(Decision.GRANTED));

    private final MeterRegistry registry;

    public AdminMetrics(MeterRegistry registry) {
        this.registry = registry;
        // Known from the start, so that a rate over the first attempt is not lost.
        REFUSALS.forEach(this::counter);
    }

    /** Counts a refused call. */
    public void refused(Decision decision) {
        counter(decision).increment();
    }

    private Counter counter(Decision decision) {
        return Counter.builder("ratecast.admin.refused")
                .description("Admin calls that were refused")
                .tag("reason", decision.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
