package dev.ratecast.access;

import dev.ratecast.access.Access.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The meters of refused calls by reason: {@code ratecast.admin.refused} of admin calls, {@code ratecast.access.refused} of others. */
public final class AccessMetrics {
    /** Why an admin call is refused. */
    public static final Set<Decision> ADMIN_REFUSALS = EnumSet.complementOf(EnumSet.of(Decision.GRANTED));

    /** Why another call is refused. */
    public static final Set<Decision> CALLER_REFUSALS =
            EnumSet.of(Decision.NO_TOKEN, Decision.WRONG_TOKEN, Decision.UNDECIDED);

    private final MeterRegistry registry;

    public AccessMetrics(MeterRegistry registry) {
        this.registry = registry;
        // Known from the start, so that a rate over the first attempt is not lost.
        ADMIN_REFUSALS.forEach(this::adminCounter);
        CALLER_REFUSALS.forEach(this::callerCounter);
    }

    /** Counts a refused admin call. */
    public void adminRefused(Decision decision) {
        adminCounter(decision).increment();
    }

    /** Counts another refused call. */
    public void callerRefused(Decision decision) {
        callerCounter(decision).increment();
    }

    private Counter adminCounter(Decision decision) {
        return counter("ratecast.admin.refused", "Admin calls that were refused", decision);
    }

    private Counter callerCounter(Decision decision) {
        return counter("ratecast.access.refused", "Calls that were refused for their token", decision);
    }

    private Counter counter(String name, String description, Decision decision) {
        return Counter.builder(name)
                .description(description)
                .tag("reason", decision.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
