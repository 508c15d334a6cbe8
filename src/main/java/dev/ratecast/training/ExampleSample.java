package dev.ratecast.training;

import dev.ratecast.rating.RatingDates;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * How many of the replayed ratings become examples: whole days of customers, drawn by the seed, so that they are spread over
 * time and customers as the ratings are. What a customer rated on a day shares most of the work of its features, by which a
 * sample costs less than one of single ratings. Every rating becomes known all the same, so that the features of those
 * drawn are what they would be if all were.
 *
 * @param learned at most so many of the ratings to learn from and to validate on, together
 * @param tested at most so many of those to test on
 */
public record ExampleSample(int learned, int tested) {
    private static final int BUCKETS = 1 << 16;

    /** Every rating is an example. */
    public static final ExampleSample ALL = new ExampleSample(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public ExampleSample {
        if (learned < 2 || tested < 1) {
            throw new IllegalArgumentException("a sample needs at least 2 examples to learn from and to validate on,"
                    + " and 1 to test on: " + learned + ", " + tested);
        }
    }

    /**
     * Draws places of an order. Withdrawals are never drawn.
     *
     * @param first the place of the first example to learn from
     */
    IntPredicate draw(RatingLog log, int[] order, int first, Split.Parts parts, long seed) {
        BitSet drawn = new BitSet(parts.testEnd());
        draw(log, order, first, parts.validateEnd(), learned, seed, drawn);
        draw(log, order, parts.validateEnd(), parts.testEnd(), tested, ~seed, drawn);
        return drawn::get;
    }

    /** Days of customers by the smallest hash, of which the last may be cut short: exactly so many ratings. */
    private static void draw(RatingLog log, int[] order, int from, int to, int wanted, long seed, BitSet drawn) {
        int[] ratings = new int[BUCKETS];
        forEachRating(log, order, from, to, seed, (place, bucket) -> ratings[bucket]++);
        int whole = 0;
        int left = wanted;
        while (whole < BUCKETS && ratings[whole] <= left) {
            left -= ratings[whole++];
        }
        int cut = whole;
        int[] missing = {left};
        forEachRating(log, order, from, to, seed, (place, bucket) -> {
            if (bucket < cut || (bucket == cut && missing[0]-- > 0)) {
                drawn.set(place);
            }
        });
    }

    private static void forEachRating(RatingLog log, int[] order, int from, int to, long seed, Drawing drawing) {
        for (int place = from; place < to; place++) {
            int row = order[place];
            if (!log.withdrawn(row)) {
                long day = Math.floorDiv(log.ratedAt(row), RatingDates.SECONDS_PER_DAY);
                long ofCustomer = new SplittableRandom(seed ^ log.customer(row)).nextLong();
                drawing.at(place, new SplittableRandom(ofCustomer + day).nextInt(BUCKETS));
            }
        }
    }

    private interface Drawing {
        void at(int place, int bucket);
    }
}
