package dev.ratecast.known.kafka;

import java.time.Duration;

/** Tells when it is time to do something again. For one thread. */
final class Interval {
    private final Duration length;
    private long endNanos;

    /** Begins at once. */
    Interval(Duration length) {
        this.length = length;
        begin();
    }

    /** Counts the time from now on. */
    void begin() {
        endNanos = System.nanoTime() + length.toNanos();
    }

    /** Has it over as soon as can be. */
    void end() {
        endNanos = System.nanoTime();
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }
}
