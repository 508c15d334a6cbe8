package dev.ratecast.known.memory;

import java.util.Arrays;

/** One reader's working memory, used again by the next. */
final class Scratch {
    final History own = new History();
    final History other = new History();
    final Raters raters;
    final SlicedCounts sliced;
    /** Counts beside a list of raters: common movies above bit 40, the sum of gaps below. */
    long[] counts = new long[64];

    /** By movie: the customer's code. All zero between two uses. */
    private byte[] codeOf = new byte[64];

    Scratch(RatingMatrix matrix) {
        raters = new Raters(matrix.codes.bits());
        sliced = new SlicedCounts(matrix.codes, matrix.packed);
    }

    /**
     * A customer's codes by movie index, for at least {@code movies} movies; to be given back by {@link #clear}.
     */
    byte[] spread(History history, int movies) {
        int most = movies;
        for (int i = 0, n = history.size(); i < n; i++) {
            most = Math.max(most, history.movie(i) + 1);
        }
        if (codeOf.length < most) {
            codeOf = Arrays.copyOf(codeOf, Growth.atLeast(most, codeOf.length));
        }
        for (int i = 0, n = history.size(); i < n; i++) {
            codeOf[history.movie(i)] = (byte) history.code(i);
        }
        return codeOf;
    }

    void clear(History history) {
        for (int i = 0, n = history.size(); i < n; i++) {
            codeOf[history.movie(i)] = 0;
        }
    }

    /** Room for so many counts. */
    long[] counts(int size) {
        if (counts.length < size) {
            counts = new long[Growth.atLeast(size, counts.length)];
        }
        return counts;
    }
}
