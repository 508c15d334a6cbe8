package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The ratings by movie: a {@link MovieRow} by movie index, withdrawn ratings left out. A popular movie's list gives way to
 * bit planes where these are not much larger. One thread writes, any number read.
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

    int codeBits() {
        return codeBits;
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
        if (row.isDense()) {
            if (customer >>> 6 >= row.planes()[0].length) {
                row = regrown(movie, row, customers);
            }
            if (row.isDense()) {
                MovieRow.set(row.planes(), customer, after);
                return;
            }
        }
        int place = before != Codes.NONE || holes[movie] > 0 ? row.find(customer, codeBits) : -1;
        if (place < 0) {
            append(movie, row, customer, after, customers);
            return;
        }
        row.entries[place] = customer << codeBits | after;
        holes[movie] += (after == Codes.NONE ? 1 : 0) - (before == Codes.NONE ? 1 : 0);
    }

    private void append(int movie, MovieRow row, int customer, int code, int customers) {
        if (row.length() < row.entries.length) {
            row.append(customer << codeBits | code);
            return;
        }
        int[] entries = new int[Growth.after(row.length())];
        int length = 0;
        for (int i = 0, n = row.length(); i < n; i++) {
            if ((row.entries[i] & ((1 << codeBits) - 1)) != Codes.NONE) {
                entries[length++] = row.entries[i];
            }
        }
        entries[length++] = customer << codeBits | code;
        holes[movie] = 0;
        replace(movie, built(entries, length, customers));
    }

    /** A row of these entries, whatever their order; takes the array over. */
    MovieRow built(int[] entries, int length, int customers) {
        if (policy.dense(length, customers, codeBits)) {
            long[][] planes = new long[codeBits][policy.words(customers)];
            for (int i = 0; i < length; i++) {
                MovieRow.set(planes, entries[i] >>> codeBits, entries[i] & ((1 << codeBits) - 1));
            }
            return new MovieRow(planes);
        }
        // As unsigned numbers: the order of customers, which a search relies on.
        for (int i = 0; i < length; i++) {
            entries[i] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(entries, 0, length);
        for (int i = 0; i < length; i++) {
            entries[i] ^= Integer.MIN_VALUE;
        }
        return new MovieRow(entries, length, length);
    }

    /** Longer planes, or a list where the movie has become one of the less popular. */
    private MovieRow regrown(int movie, MovieRow row, int customers) {
        MovieCopy raters = new MovieCopy(codeBits);
        raters.copy(row);
        raters.toList();
        int[] entries = Arrays.copyOf(raters.entries(), Growth.after(raters.size()));
        MovieRow grown;
        if (policy.staysDense(raters.size(), customers, codeBits)) {
            long[][] planes = row.planes().clone();
            for (int plane = 0; plane < planes.length; plane++) {
                planes[plane] = Arrays.copyOf(planes[plane], policy.words(customers));
            }
            grown = new MovieRow(planes);
        } else {
            grown = new MovieRow(entries, raters.size(), raters.size());
        }
        holes[movie] = 0;
        replace(movie, grown);
        return grown;
    }

    private static MovieRow[] empty(int length) {
        MovieRow[] rows = new MovieRow[length];
        Arrays.fill(rows, MovieRow.EMPTY);
        return rows;
    }
}
