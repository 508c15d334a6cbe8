package dev.ratecast.known;

import dev.ratecast.rating.MovieFacts;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A sum over ratings by which two homes are compared: each row, withdrawn ones included, is mixed to 64 bits, and the
 * bits are added up, so that the order does not matter. It tells what tallies cannot: who rated which movie when.
 */
public final class RatingsChecksum implements RatingsSink {
    private static final int WITHDRAWN = Integer.MIN_VALUE;

    private final LongAdder rows = new LongAdder();
    private final LongAdder sum = new LongAdder();

    @Override
    public void rating(long customer, long movie, @Nullable Integer units, long ratedAt) {
        rows.increment();
        sum.add(mix(mix(mix(mix(customer) + movie) + (units == null ? WITHDRAWN : units)) + ratedAt));
    }

    @Override
    public void movie(MovieFacts movie) {
        // ratings only
    }

    /** How many rows were added. */
    public long rows() {
        return rows.sum();
    }

    /** 16 hexadecimal digits. */
    public String value() {
        return String.format("%016x", sum.sum());
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
