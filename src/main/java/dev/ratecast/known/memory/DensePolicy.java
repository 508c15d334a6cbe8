package dev.ratecast.known.memory;

import java.util.stream.IntStream;

/**
 * How far a movie's raters stand in bit planes, instead of in a list. Planes cost the same however many of the customers rated
 * the movie; a list costs its length.
 *
 * @param favor how many times larger than a list planes may be: they are counted faster
 * @param fewestRaters no movie with fewer raters has planes
 * @param step planes end after a multiple of so many customers, itself a multiple of {@value Long#SIZE}, or reach to the last
 */
record DensePolicy(double favor, int fewestRaters, int step) {
    /** Planes take a bit of every customer for every bit of a code: more of them are too slow to count. */
    private static final int MOST_PLANES = 4;
    /** A row is worth building anew for planes that make it so much cheaper. */
    private static final double WORTH = 0.125;

    DensePolicy {
        if (!(favor > 0) || fewestRaters < 1 || step < Long.SIZE || step % Long.SIZE != 0) {
            throw new IllegalArgumentException("favor must be above 0, fewest raters at least 1, step whole words");
        }
    }

    /**
     * The words of planes with which a row is cheapest; 0 for none.
     *
     * @param raters how many raters each span of customers has
     * @param span customers of a span: a multiple of {@link #step}
     * @param customers one more than the largest customer index
     */
    int cheapest(int[] raters, int span, int customers, int codeBits) {
        int all = IntStream.of(raters).sum();
        return codeBits > MOST_PLANES || all < fewestRaters ? 0 : cheapest(0, raters, all, span, customers, codeBits);
    }

    /**
     * The words of planes that a row with {@code words} of them had better have; as many where others are not worth it.
     *
     * @param entries the list behind the planes, in ascending order
     */
    int longer(int words, int[] entries, int length, int customers, int codeBits) {
        if (codeBits > MOST_PLANES || (words == 0 && length < fewestRaters)) {
            return words;
        }
        int[] raters = new int[customers / step + 1];
        for (int i = 0; i < length; i++) {
            raters[(entries[i] >>> codeBits) / step]++;
        }
        int cheapest = cheapest(words, raters, length, step, customers, codeBits);
        int left = length;
        while (left > 0 && entries[left - 1] >>> codeBits >>> 6 >= cheapest) {
            left--;
        }
        double cost = cost(cheapest, length - left, codeBits);
        return cost <= (1 - WORTH) * cost(words, length, codeBits) ? cheapest : words;
    }

    private int cheapest(int words, int[] raters, int all, int span, int customers, int codeBits) {
        int cheapest = words;
        double least = cost(words, all, codeBits);
        int left = all;
        for (int i = 0; i < raters.length; i++) {
            left -= raters[i];
            int candidate = (i + 1) * span < customers ? (i + 1) * (span / Long.SIZE) : toTheLast(customers);
            double cost = cost(candidate, left, codeBits);
            if (candidate > words && cost < least) {
                least = cost;
                cheapest = candidate;
            }
        }
        return cheapest;
    }

    /** What a row costs, in entries of a list. */
    private double cost(int words, int entries, int codeBits) {
        return words * codeBits * (double) Long.BYTES / (favor * Integer.BYTES) + entries;
    }

    /** Words of planes for so many customers, with room for a few more. */
    private static int toTheLast(int customers) {
        return ((customers + 63) >>> 6) + (customers >>> 11) + 1;
    }
}
