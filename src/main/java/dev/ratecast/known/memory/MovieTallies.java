package dev.ratecast.known.memory;

import java.util.Arrays;

/** Count and sum of codes of every movie, each pair in one long so that no reader sees half of a change. */
final class MovieTallies {
    /** Bits of the sum: 2^27 ratings of code 255 and more. */
    private static final int SUM_BITS = 36;

    private volatile long[] tallies = new long[16];

    static int count(long tally) {
        return (int) (tally >>> SUM_BITS);
    }

    static long codeSum(long tally) {
        return tally & ((1L << SUM_BITS) - 1);
    }

    /** What so many ratings with this sum of codes are packed into. */
    static long pack(long count, long codeSum) {
        return (count << SUM_BITS) + codeSum;
    }

    long of(int movie) {
        long[] read = tallies;
        return movie < read.length ? read[movie] : 0;
    }

    void reserve(int limit) {
        if (limit > tallies.length) {
            tallies = Arrays.copyOf(tallies, Growth.atLeast(limit, tallies.length));
        }
    }

    /** Takes one code away and adds another; either may be {@link Codes#NONE}. */
    void change(int movie, int before, int after) {
        tallies[movie] += pack((after == Codes.NONE ? 0 : 1) - (before == Codes.NONE ? 0 : 1), (long) after - before);
    }

    void set(int movie, long tally) {
        tallies[movie] = tally;
    }
}
