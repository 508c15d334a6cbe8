package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * The ratings by movie: per movie the customers who rate it now, in no particular order, with the rating's step beside
 * each; 6 bytes an entry. Withdrawn ratings are not here.
 */
final class MovieRows {
    private static final int[] NO_INTS = {};
    private static final short[] NO_STEPS = {};

    private int[][] customers = new int[16][];
    private short[][] steps = new short[16][];
    private int[] lengths = new int[16];

    /** Makes room for movies below {@code limit}. */
    void reserve(int limit) {
        if (limit > lengths.length) {
            int capacity = Math.max(limit, IdIndex.grown(lengths.length));
            customers = Arrays.copyOf(customers, capacity);
            steps = Arrays.copyOf(steps, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
        if (customers[limit - 1] == null) {
            customers[limit - 1] = NO_INTS;
            steps[limit - 1] = NO_STEPS;
        }
    }

    int length(int movie) {
        return lengths[movie];
    }

    /** The customers who rate the movie; valid up to {@link #length}. */
    int[] customers(int movie) {
        return customers[movie];
    }

    /** The steps of their ratings, beside {@link #customers}. */
    short[] steps(int movie) {
        return steps[movie];
    }

    void add(int movie, int customer, short step) {
        int length = lengths[movie];
        if (length == customers[movie].length) {
            int capacity = IdIndex.grown(length);
            customers[movie] = Arrays.copyOf(customers[movie], capacity);
            steps[movie] = Arrays.copyOf(steps[movie], capacity);
        }
        customers[movie][length] = customer;
        steps[movie][length] = step;
        lengths[movie]++;
    }

    void set(int movie, int customer, short step) {
        steps[movie][place(movie, customer)] = step;
    }

    void remove(int movie, int customer) {
        int place = place(movie, customer);
        int last = --lengths[movie];
        customers[movie][place] = customers[movie][last];
        steps[movie][place] = steps[movie][last];
    }

    private int place(int movie, int customer) {
        int[] row = customers[movie];
        int place = 0;
        while (row[place] != customer) {
            place++;
        }
        return place;
    }
}
