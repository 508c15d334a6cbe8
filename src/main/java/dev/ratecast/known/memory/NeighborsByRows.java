package dev.ratecast.known.memory;

import dev.ratecast.known.Neighborhood;

/**
 * Finds a customer's neighbors by reading the rows of others, against a table of the customer's own ratings: those of a
 * movie's raters, or those of everyone. A pair's counts are in one long, common movies above bit 40, the sum of the gaps
 * between codes below, so that no customer has too many ratings for it.
 */
final class NeighborsByRows {
    private static final int COMMON_SHIFT = 40;

    /** Raters whose rows a thread reads at a time. */
    private static final int CHUNK = 2_048;

    private final RatingArrays arrays;
    private final PackedCounts packed;
    private final int codeBits;
    private final int codeMask;
    private final int[] square;

    NeighborsByRows(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
        this.codeBits = arrays.codes.bits();
        this.codeMask = (1 << codeBits) - 1;
        this.square = packed.square();
    }

    /**
     * The neighborhood of a customer on a movie.
     *
     * @param history the customer's ratings at the cut
     * @param scratch holds the movie's raters at the cut
     * @param shared whether other threads help
     */
    Neighborhood of(
            Cut cut, int customer, CustomerCopy history, int movie, int nearest, boolean shared, Scratch scratch) {
        MovieCopy raters = scratch.raters;
        raters.toList();
        byte[] codeOf = scratch.spread(history, arrays.movies.limit());
        codeOf[movie] = Codes.NONE;
        long[] counts = scratch.counts(raters.size());
        if (shared) {
            int chunks = (raters.size() + CHUNK - 1) / CHUNK;
            InTurn.forEach(chunks, chunk -> countRows(raters, chunk * CHUNK, counts, codeOf));
        } else {
            for (int first = 0; first < raters.size(); first += CHUNK) {
                countRows(raters, first, counts, codeOf);
            }
        }
        recountChanged(cut, raters, counts, codeOf, scratch.other);
        scratch.clear(history);
        return collect(cut, raters, counts, customer, nearest);
    }

    private void countRows(MovieCopy raters, int first, long[] counts, byte[] codeOf) {
        CustomerRow[] rows = arrays.byCustomer.rows();
        int[] entries = raters.entries();
        for (int r = first, n = Math.min(raters.size(), first + CHUNK); r < n; r++) {
            counts[r] = counted(CustomerRows.row(rows, entries[r] >>> codeBits), codeOf);
        }
    }

    /** Common movies and gaps with the owner of a row. */
    private long counted(CustomerRow row, byte[] codeOf) {
        int length = row.length();
        char[] movies = row.movies;
        byte[] codes = row.codes;
        int sum = 0;
        long sums = 0;
        if (movies != null) {
            for (int i = 0; i < length; i++) {
                int movie = movies[i];
                if (movie < codeOf.length) {
                    sum += square[(codeOf[movie] & 0xFF) << codeBits | (codes[i] & 0xFF)];
                }
                if ((i & 0x3FF) == 0x3FF) {
                    sums += widened(sum);
                    sum = 0;
                }
            }
            return sums + widened(sum);
        }
        for (int i = 0; i < length; i++) {
            int movie = row.movie(i);
            if (movie < codeOf.length) {
                sums += widened(square[(codeOf[movie] & 0xFF) << codeBits | (codes[i] & 0xFF)]);
            }
        }
        return sums;
    }

    private long widened(int counts) {
        return (long) packed.common(counts) << COMMON_SHIFT | packed.gap(counts);
    }

    /** Counts again, at the cut, with the raters who were changed while the rest was counted. */
    private void recountChanged(Cut cut, MovieCopy raters, long[] counts, byte[] codeOf, CustomerCopy other) {
        ChangedCustomers changed = cut.changedCustomers();
        for (int r = 0, n = changed.isEmpty() ? 0 : raters.size(); r < n; r++) {
            int rater = raters.entries()[r] >>> codeBits;
            if (changed.contains(rater)) {
                cut.copyHistory(rater, changed, other);
                counts[r] = countedAtCut(other, codeOf);
            }
        }
    }

    /** A bit for every neighbor of a customer, from the rows of everyone. */
    long[] accepted(Cut cut, int customer, CustomerCopy history, Scratch scratch) {
        int limit = arrays.customers.limit();
        long[] accepted = new long[(limit + Long.SIZE - 1) >>> 6];
        byte[] codeOf = scratch.spread(history, arrays.movies.limit());
        CustomerRow[] rows = arrays.byCustomer.rows();
        for (int other = 0; other < limit; other++) {
            decide(accepted, other, other != customer && accepts(counted(CustomerRows.row(rows, other), codeOf)));
        }
        // Again, at the cut, with those who were changed meanwhile; who has a later index had rated nothing then.
        ChangedCustomers changed = cut.changedCustomers();
        changed.forEach(other -> {
            if (other != customer && other < limit) {
                cut.copyHistory(other, changed, scratch.other);
                decide(accepted, other, accepts(countedAtCut(scratch.other, codeOf)));
            }
        });
        scratch.clear(history);
        return accepted;
    }

    private static void decide(long[] accepted, int other, boolean accepts) {
        long bit = 1L << other;
        accepted[other >>> 6] = accepts ? accepted[other >>> 6] | bit : accepted[other >>> 6] & ~bit;
    }

    private long countedAtCut(CustomerCopy other, byte[] codeOf) {
        long sums = 0;
        for (int i = 0, n = other.size(); i < n; i++) {
            int mine = other.movie(i) < codeOf.length ? codeOf[other.movie(i)] & 0xFF : Codes.NONE;
            sums += widened(packed.of(mine, other.code(i)));
        }
        return sums;
    }

    private Neighborhood collect(Cut cut, MovieCopy raters, long[] counts, int customer, int nearest) {
        FoundNeighbors found = new FoundNeighbors(cut, nearest);
        for (int r = 0, n = raters.size(); r < n; r++) {
            int rater = raters.entries()[r] >>> codeBits;
            int code = raters.entries()[r] & codeMask;
            if (code != Codes.NONE && rater != customer && accepts(counts[r])) {
                found.add(rater, code, common(counts[r]), gap(counts[r]));
            }
        }
        return found.neighborhood();
    }

    private boolean accepts(long counts) {
        return packed.rule().accepts(gap(counts), common(counts));
    }

    private static int common(long counts) {
        return (int) (counts >>> COMMON_SHIFT);
    }

    private long gap(long counts) {
        return arrays.codes.gap(counts & ((1L << COMMON_SHIFT) - 1));
    }
}
