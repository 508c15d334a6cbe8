package dev.ratecast.known.memory;

/**
 * What a {@link RatingArrays} may spend.
 *
 * @param logCapacity how many changes are kept for readers that are still at work and for cached counts; a power of two,
 *     some 26 bytes each
 * @param sharesLogCapacity how many changes of movies' rater shares are kept; a power of two, 20 bytes each. A rating
 *     changes the shares of all movies of its customer
 * @param cacheBytes limit of the memory for counts of recent customers
 * @param dense which movies have bit planes
 */
record MatrixSettings(int logCapacity, int sharesLogCapacity, long cacheBytes, DensePolicy dense) {
    static final MatrixSettings DEFAULT = new MatrixSettings(1 << 18, 1 << 20, 64L << 20, new DensePolicy(2.0, 512));
}
