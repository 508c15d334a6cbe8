package dev.ratecast.rating;

import java.util.SplittableRandom;

/** Rows in an order drawn from a seed; trained weights depend on which one a seed gives. */
public final class RowShuffle {
    private RowShuffle() {}

    /** The rows from 0 to {@code size - 1}, shuffled. */
    public static int[] of(int size, long seed) {
        return of(size, new SplittableRandom(seed));
    }

    /** The same by the next numbers of a generator. */
    public static int[] of(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
