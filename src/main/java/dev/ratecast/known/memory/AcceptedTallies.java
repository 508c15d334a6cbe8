package dev.ratecast.known.memory;

/** Count and sum of codes of those raters of a movie who are accepted, packed as {@link MovieTallies} does. */
final class AcceptedTallies {
    private AcceptedTallies() {}

    /**
     * Of all of a movie's raters.
     *
     * @param accepted a bit for every accepted customer
     */
    static long of(long[] accepted, MovieCopy raters, int codeBits) {
        return inPlanes(accepted, 0, raters.planes(), raters.words())
                + inList(accepted, raters.entries(), raters.size(), codeBits);
    }

    /** Of those in a list. */
    private static long inList(long[] accepted, int[] entries, int size, int codeBits) {
        int codeMask = (1 << codeBits) - 1;
        long count = 0;
        long codeSum = 0;
        for (int r = 0; r < size; r++) {
            int rater = entries[r] >>> codeBits;
            if (rater >>> 6 < accepted.length) {
                // Zero for those who are no neighbors: which raters are, no processor can guess.
                int code = entries[r] & codeMask & -(int) (accepted[rater >>> 6] >>> rater & 1);
                count += -code >>> (Integer.SIZE - 1);
                codeSum += code;
            }
        }
        return MovieTallies.pack(count, codeSum);
    }

    /**
     * Of those in planes.
     *
     * @param from the word of {@code accepted} that belongs to the planes' first
     */
    static long inPlanes(long[] accepted, int from, long[][] planes, int words) {
        int length = Math.min(words, accepted.length - from);
        return planes.length == MovieRow.WHOLE_STARS_PLANES
                ? ofWholeStars(accepted, from, planes[0], planes[1], planes[2], length)
                : ofAny(accepted, from, planes, length);
    }

    private static long ofWholeStars(long[] accepted, int from, long[] p0, long[] p1, long[] p2, int length) {
        long count = 0;
        long codeSum = 0;
        for (int word = 0; word < length; word++) {
            long neighbors = accepted[from + word];
            long low = p0[word] & neighbors;
            long middle = p1[word] & neighbors;
            long high = p2[word] & neighbors;
            count += Long.bitCount(low | middle | high);
            codeSum += Long.bitCount(low) + 2 * Long.bitCount(middle) + 4 * Long.bitCount(high);
        }
        return MovieTallies.pack(count, codeSum);
    }

    private static long ofAny(long[] accepted, int from, long[][] planes, int length) {
        long count = 0;
        long codeSum = 0;
        for (int word = 0; word < length; word++) {
            count += Long.bitCount(accepted[from + word] & MovieRow.rated(planes, word));
            for (int plane = 0; plane < planes.length; plane++) {
                codeSum += (long) Long.bitCount(accepted[from + word] & planes[plane][word]) << plane;
            }
        }
        return MovieTallies.pack(count, codeSum);
    }
}
