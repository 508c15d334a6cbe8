package dev.ratecast.rating;

import java.util.function.IntToLongFunction;

/**
 * Orders rows by rating_date: a stable radix sort, 16 bits a pass, in which dates without times take a single pass. Beside the
 * rows it takes as much memory again, where sorting keys of eight bytes would take three times as much.
 */
public final class DateOrder {
    private static final int DIGIT_BITS = 16;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private DateOrder() {}

    /**
     * The rows by date; rows of equal dates stay in the order in which they are given.
     *
     * @param rows used up: they are ordered in place where that suits
     * @param dateOf the rating_date of a row, in epoch seconds, never below 0
     */
    public static int[] of(int[] rows, IntToLongFunction dateOf) {
        boolean wholeDays = true;
        long largest = 0;
        for (int row : rows) {
            long date = dateOf.applyAsLong(row);
            wholeDays &= date % RatingDates.SECONDS_PER_DAY == 0;
            largest = Math.max(largest, date);
        }
        long unit = wholeDays ? RatingDates.SECONDS_PER_DAY : 1;
        int[] from = rows;
        int[] to = new int[rows.length];
        for (int shift = 0; shift == 0 || (largest / unit) >>> shift > 0; shift += DIGIT_BITS) {
            sort(from, to, dateOf, unit, shift);
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static void sort(int[] from, int[] to, IntToLongFunction dateOf, long unit, int shift) {
        int[] next = new int[DIGITS + 1];
        for (int row : from) {
            next[digit(dateOf.applyAsLong(row), unit, shift) + 1]++;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            next[digit + 1] += next[digit];
        }
        for (int row : from) {
            to[next[digit(dateOf.applyAsLong(row), unit, shift)]++] = row;
        }
    }

    private static int digit(long date, long unit, int shift) {
        return (int) ((date / unit) >>> shift) & (DIGITS - 1);
    }
}
