package dev.ratecast.training;

import dev.ratecast.rating.DateOrder;
import java.util.SplittableRandom;

/** The rows of a log by rating_date, equal times in a shuffle drawn from a seed. */
public final class TimeOrder {
    private TimeOrder() {}

    /** Row numbers in that order. */
    public static int[] of(RatingLog log, long seed) {
        return DateOrder.of(shuffled(log.size(), seed), log::ratedAt);
    }

    /** The rows in an order drawn from a seed. */
    static int[] shuffled(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
