package dev.ratecast.training;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * How many of the replayed ratings become examples: a sample drawn uniformly, without replacement, so that it is spread
 * over time as the ratings are. Every rating becomes known all the same, so that the features of those drawn are what
 * they would be if all were.
 *
 * @param learned at most so many of the ratings to learn from and to validate on, together
 * @param tested at most so many of those to test on
 */
public record ExampleSample(int learned, int tested) {
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
        draw(log, order, first, parts.validateEnd(), learned, new SplittableRandom(seed), drawn);
        draw(log, order, parts.validateEnd(), parts.testEnd(), tested, new SplittableRandom(~seed), drawn);
        return drawn::get;
    }

    /** Selection sampling: D. Knuth, "The Art of Computer Programming", volume 2, 3.4.2, algorithm S. */
    private static void draw(
            RatingLog log, int[] order, int from, int to, int wanted, SplittableRandom random, BitSet drawn) {
        int left = 0;
        for (int place = from; place < to; place++) {
            left += log.withdrawn(order[place]) ? 0 : 1;
        }
        int missing = Math.min(wanted, left);
        for (int place = from; place < to && missing > 0; place++) {
            if (log.withdrawn(order[place])) {
                continue;
            }
            if (random.nextInt(left) < missing) {
                drawn.set(place);
                missing--;
            }
            left--;
        }
    }
}
