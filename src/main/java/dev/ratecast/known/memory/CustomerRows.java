package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * The ratings by customer: per customer one row of movie indexes in ascending order, with the rating's step and its
 * date beside each; 10 bytes an entry. Withdrawn ratings stay in their row.
 */
final class CustomerRows {
    private static final int[] NO_INTS = {};
    private static final short[] NO_STEPS = {};

    private int[][] movies = new int[16][];
    private short[][] steps = new short[16][];
    /** Epoch seconds, unsigned. */
    private int[][] dates = new int[16][];

    private int[] lengths = new int[16];

    /** Makes room for customers below {@code limit}. */
    void reserve(int limit) {
        if (limit > lengths.length) {
            int capacity = Math.max(limit, IdIndex.grown(lengths.length));
            movies = Arrays.copyOf(movies, capacity);
            steps = Arrays.copyOf(steps, capacity);
            dates = Arrays.copyOf(dates, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
        if (movies[limit - 1] == null) {
            clear(limit - 1);
        }
    }

    int length(int customer) {
        return lengths[customer];
    }

    /** The customer's movie indexes, ascending; valid up to {@link #length}. */
    int[] movies(int customer) {
        return movies[customer];
    }

    /** The steps of the customer's ratings, beside {@link #movies}. */
    short[] steps(int customer) {
        return steps[customer];
    }

    /** The place of a movie in the customer's row; else, as {@link Arrays#binarySearch(int[], int)} says it, where it belongs. */
    int find(int customer, int movie) {
        return Arrays.binarySearch(movies[customer], 0, lengths[customer], movie);
    }

    short stepAt(int customer, int place) {
        return steps[customer][place];
    }

    long dateAt(int customer, int place) {
        return Integer.toUnsignedLong(dates[customer][place]);
    }

    void set(int customer, int place, short step, long date) {
        steps[customer][place] = step;
        dates[customer][place] = (int) date;
    }

    void insert(int customer, int place, int movie, short step, long date) {
        int length = lengths[customer];
        if (length == movies[customer].length) {
            int capacity = IdIndex.grown(length);
            movies[customer] = Arrays.copyOf(movies[customer], capacity);
            steps[customer] = Arrays.copyOf(steps[customer], capacity);
            dates[customer] = Arrays.copyOf(dates[customer], capacity);
        }
        System.arraycopy(movies[customer], place, movies[customer], place + 1, length - place);
        System.arraycopy(steps[customer], place, steps[customer], place + 1, length - place);
        System.arraycopy(dates[customer], place, dates[customer], place + 1, length - place);
        movies[customer][place] = movie;
        lengths[customer]++;
        set(customer, place, step, date);
    }

    /** Empties a customer's row. */
    void clear(int customer) {
        movies[customer] = NO_INTS;
        steps[customer] = NO_STEPS;
        dates[customer] = NO_INTS;
        lengths[customer] = 0;
    }
}
