package dev.ratecast.rating;

import java.util.SplittableRandom;

/** Rows in an order drawn from a seed; trained weights depend on which one a seed gives. */
public final class RowShuffle {
    private RowShuffle() {}

    /** The rows from 0 to {@code size - 1}, shuffled. */
    public static int[] of(int size, long seed) {
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
