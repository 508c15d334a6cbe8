package dev.ratecast.dataset;

import java.util.SplittableRandom;

/** Orders rows: a stable radix sort of unsigned 32-bit times, 16 bits a pass; whole days take a single pass. */
final class TimeOrder {
    private static final int DIGIT_BITS = 16;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final long DAY_SECONDS = 86_400;

    private TimeOrder() {}

    /** The rows by time, equal times in file order. */
    static int[] of(IntColumn times, boolean wholeDays) {
        int size = times.size();
        long unit = wholeDays ? DAY_SECONDS : 1;
        long largest = 0;
        for (int row = 0; row < size; row++) {
            largest = Math.max(largest, Integer.toUnsignedLong(times.get(row)) / unit);
        }
        int[] rows = fileOrder(size);
        for (int shift = 0; shift == 0 || largest >>> shift > 0; shift += DIGIT_BITS) {
            rows = sortedByDigit(rows, times, unit, shift);
        }
        return rows;
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

    private static int[] sortedByDigit(int[] rows, IntColumn times, long unit, int shift) {
        int[] next = new int[DIGITS + 1];
        for (int row : rows) {
            next[digit(times, row, unit, shift) + 1]++;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            next[digit + 1] += next[digit];
        }
        int[] sorted = new int[rows.length];
        for (int row : rows) {
            sorted[next[digit(times, row, unit, shift)]++] = row;
        }
        return sorted;
    }

    private static int digit(IntColumn times, int row, long unit, int shift) {
        return (int) ((Integer.toUnsignedLong(times.get(row)) / unit) >>> shift) & (DIGITS - 1);
    }
}
