package dev.ratecast.dataset;

import dev.ratecast.rating.DateOrder;
import java.util.SplittableRandom;

/** Orders of rows. */
final class TimeOrder {
    private TimeOrder() {}

    /** The rows by time, equal times in file order. */
    static int[] of(IntColumn times) {
        return DateOrder.of(fileOrder(times.size()), row -> Integer.toUnsignedLong(times.get(row)));
    }

    /** The rows in an order drawn from the seed. */
    static int[] shuffled(int size, long seed) {
        int[] rows = fileOrder(size);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return rows;
    }

    private static int[] fileOrder(int size) {
        int[] rows = new int[size];
        for (int row = 0; row < size; row++) {
            rows[row] = row;
        }
        return rows;
    }
}
