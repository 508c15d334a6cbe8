package dev.ratecast.known.memory;

/**
 * What a {@link RatingArrays} may spend.
 *
 * @param logCapacity how many changes are kept for readers that are still at work and for cached counts; a power of two,
 *     some 34 bytes each
 * @param sharesLogCapacity how many changes of movies' rater shares are kept; a power of two, 20 bytes each. A rating
 *     changes the shares of all movies of its customer
 * @param cacheBytes limit of the memory for counts of recent customers, but for the few that are always kept
 * @param dense which movies have bit planes
 * @param sharing when several threads answer one question
 */
record MatrixSettings(int logCapacity, int sharesLogCapacity, long cacheBytes, DensePolicy dense, Sharing sharing) {
    static final MatrixSettings DEFAULT = new MatrixSettings(
            1 << 18, 1 << 20, 64L << 20, new DensePolicy(4.0, 512, SlicedCounts.CUSTOMERS), Sharing.DEFAULT);

    /**
     * When several threads answer one question, and in what pieces.
     *
     * @param fromNanos the estimated cost from which on they do, in nanoseconds
     * @param rangeBlocks how many blocks of bit slices a thread that works alone counts at a time; the counts of so many
     *     customers should fit a core's cache
     */
    record Sharing(double fromNanos, int rangeBlocks) {
        static final Sharing DEFAULT = new Sharing(2e6, 4);
    }
}
