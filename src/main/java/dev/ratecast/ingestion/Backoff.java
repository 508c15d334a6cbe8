package dev.ratecast.ingestion;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between tries of what keeps failing: each about twice as long as the one before, up to a longest one, and each
 * shortened by chance by up to a half, so that replicas which failed together do not come back together.
 *
 * @param random from 0 to 1, such as {@code random::nextDouble}
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    private static final int MAX_DOUBLINGS = 30;

    /** The pause after so many failures in a row, 1 or more. */
    public Duration after(int failures) {
        double doubled = (double) first.toMillis() * (double) (1L << Math.min(MAX_DOUBLINGS, failures - 1));
        double millis = Math.min(doubled, (double) longest.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(millis * (0.5 + random.getAsDouble() / 2))));
    }
}
