package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The ratings by movie: a {@link MovieRow} by movie index, withdrawn ratings left out. As far as a movie's raters stand close
 * together, bit planes take the place of its list. One thread writes, any number read.
 */
final class MovieRows {
    private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(MovieRow[].class);

    private final int codeBits;
    private final DensePolicy policy;
    private volatile MovieRow[] rows = empty(16);
    /** Entries without a rating in each list; the writer's own. */
    private int[] holes = new int[16];

    MovieRows(int codeBits, DensePolicy policy) {
        this.codeBits = codeBits;
        this.policy = policy;
    }

    /** A movie's row as it is now. */
    MovieRow row(int movie) {
        MovieRow[] read = rows;
        return movie < read.length ? (MovieRow) ROW.getAcquire(read, movie) : MovieRow.EMPTY;
    }

    DensePolicy policy() {
        return policy;
    }

    /** Makes room for movies below {@code limit}. */
    void reserve(int limit) {
        MovieRow[] old = rows;
        if (limit > old.length) {
            MovieRow[] grown = Arrays.copyOf(old, Growth.atLeast(limit, old.length));
            Arrays.fill(grown, old.length, grown.length, MovieRow.EMPTY);
            holes = Arrays.copyOf(holes, grown.length);
            rows = grown;
        }
    }

    void replace(int movie, MovieRow row) {
        ROW.setRelease(rows, movie, row);
    }

    /**
     * Changes a customer's code.
     *
     * @param customers one more than the largest customer index
     */
    void set(int movie, int customer, int before, int after, int customers) {
        MovieRow row = row(movie);
        if (customer >>> 6 < row.words()) {
            row.set(customer, after);
            return;
        }
        int place = before != Codes.NONE || holes[movie] > 0 ? row.find(customer, codeBits) : -1;
        if (place >= 0) {
            row.entries[place] = customer << codeBits | after;
            holes[movie] += (after == Codes.NONE ? 1 : 0) - (before == Codes.NONE ? 1 : 0);
        } else if (row.length() < row.entries.length) {
            row.append(customer << codeBits | after);
        } else {
            replace(movie, regrown(row, customer << codeBits | after, customers));
            holes[movie] = 0;
        }
    }

    /** The row with one entry more, without holes, in order; with longer planes where that is worth it. */
    private MovieRow regrown(MovieRow row, int entry, int customers) {
        int[] entries = new int[Growth.after(row.length())];
        int length = 0;
        for (int i = 0, n = row.length(); i < n; i++) {
            if ((row.entries[i] & ((1 << codeBits) - 1)) != Codes.NONE) {
                entries[length++] = row.entries[i];
            }
        }
        entries[length++] = entry;
        sort(entries, length);
        int words = policy.longer(row.words(), entries, length, customers, codeBits);
        return words == row.words()
                ? new MovieRow(row.blocks, entries, length)
                : withLongerPlanes(row, words, entries, length);
    }

    private MovieRow withLongerPlanes(MovieRow row, int words, int[] entries, int length) {
        long[][][] blocks = MovieRow.longer(row.blocks, words, codeBits);
        int first = 0;
        for (; first < length && entries[first] >>> codeBits >>> 6 < words; first++) {
            MovieRow.enter(blocks, entries[first] >>> codeBits, entries[first] & ((1 << codeBits) - 1));
        }
        int left = length - first;
        return new MovieRow(blocks, Arrays.copyOfRange(entries, first, first + Growth.after(left)), left);
    }

    /** As unsigned numbers: the order of customers, which a search relies on. */
    private static void sort(int[] entries, int length) {
        for (int i = 0; i < length; i++) {
            entries[i] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(entries, 0, length);
        for (int i = 0; i < length; i++) {
            entries[i] ^= Integer.MIN_VALUE;
        }
    }

    private static MovieRow[] empty(int length) {
        MovieRow[] rows = new MovieRow[length];
        Arrays.fill(rows, MovieRow.EMPTY);
        return rows;
    }
}
