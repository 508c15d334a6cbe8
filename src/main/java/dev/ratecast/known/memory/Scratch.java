package dev.ratecast.known.memory;

import java.util.Arrays;

/** One reader's working memory, used again by the next. */
final class Scratch {
    final MovieFigures figures;
    final CustomerCopy own = new CustomerCopy();
    final CustomerCopy other = new CustomerCopy();
    final MovieCopy raters;
    /** Counts beside a list of raters: common movies above bit 40, the sum of gaps below. */
    long[] counts = new long[64];

    /** By movie: the customer's code. All zero between two uses. */
    private byte[] codeOf = new byte[64];

    Scratch(RatingArrays arrays) {
        figures = new MovieFigures(arrays);
        raters = new MovieCopy(arrays.codes.bits());
    }

    /**
     * A customer's codes by movie index, for at least {@code movies} movies; to be given back by {@link #clear}.
     */
    byte[] spread(CustomerCopy history, int movies) {
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

    void clear(CustomerCopy history) {
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
