package dev.ratecast.known;

import dev.ratecast.hash.SplitMix64;
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
        long hash = SplitMix64.after(customer);
        hash = SplitMix64.after(hash + movie);
        hash = SplitMix64.after(hash + (units == null ? WITHDRAWN : units));
        sum.add(SplitMix64.after(hash + ratedAt));
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
}
