package dev.ratecast.known;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sum over ratings by which two homes are compared: each row, withdrawn ones included, is mixed to 64 bits, and the
 * bits are added up, so that the order does not matter. It tells what tallies cannot: who rated which movie when.
 */
public final class RatingsChecksum implements RatingsSink {
    private static final int WITHDRAWN = Integer.MIN_VALUE;

    private long rows;
    private long sum;

    /** Adds a row. @param units null where the rating is withdrawn @param ratedAt epoch seconds */
    public void add(long customer, long movie, @Nullable Integer units, long ratedAt) {
        rows++;
        sum += mix(mix(mix(mix(customer) + movie) + (units == null ? WITHDRAWN : units)) + ratedAt);
    }

    /** Each event is a row of its own, as stored ratings are told. */
    @Override
    public void apply(List<RatingEvent> events) {
        for (RatingEvent event : events) {
            if (event instanceof RatingEvent.OnMovie row) {
                add(row.customer().value(), row.movie().movie().value(), row.state().units(), row.ratedAt());
            }
        }
    }

    @Override
    public void name(MovieFacts movie) {
        // ratings only
    }

    /** How many rows were added. */
    public long rows() {
        return rows;
    }

    /** 16 hexadecimal digits. */
    public String value() {
        return String.format("%016x", sum);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
