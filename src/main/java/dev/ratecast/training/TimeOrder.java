package dev.ratecast.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The rows of a log by rating_date, equal times in a shuffle drawn from a seed. */
public final class TimeOrder {
    private TimeOrder() {}

    /** Row numbers in that order. */
    public static int[] of(RatingLog log, long seed) {
        int[] shuffled = shuffled(log.size(), seed);
        // Sorted as (time, place in the shuffle): 33 bits of seconds, 31 bits of place.
        long[] keys = new long[shuffled.length];
        for (int place = 0; place < keys.length; place++) {
            keys[place] = log.ratedAt(shuffled[place]) << 31 | place;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = shuffled[(int) (keys[i] & Integer.MAX_VALUE)];
        }
        return order;
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
