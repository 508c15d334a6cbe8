package dev.ratecast.known.memory;

/**
 * From how many raters on a movie has bit planes instead of a list of raters.
 *
 * @param favor how many times larger than the list the planes may be; they are counted faster
 * @param fewestRaters no movie with fewer raters has planes
 */
record DensePolicy(double favor, int fewestRaters) {
    /** Planes take a bit of every customer for every bit of a code: more of them are too slow to count. */
    private static final int MOST_PLANES = 4;

    DensePolicy {
        if (!(favor > 0) || fewestRaters < 1) {
            throw new IllegalArgumentException("favor must be above 0 and fewest raters at least 1");
        }
    }

    boolean dense(int raters, int customers, int codeBits) {
        return codeBits <= MOST_PLANES
                && raters >= fewestRaters
                && favor * raters * Integer.BYTES >= (double) codeBits * words(customers) * Long.BYTES;
    }

    /** Whether a movie that has planes keeps them: so that none goes to and fro, it may have half as many raters. */
    boolean staysDense(int raters, int customers, int codeBits) {
        return dense(raters * 2, customers, codeBits);
    }

    /** Words of a plane over so many customers, with room for a few more. */
    int words(int customers) {
        return ((customers + 63) >>> 6) + (customers >>> 11) + 1;
    }
}
