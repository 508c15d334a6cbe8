package dev.ratecast.known.memory;

/**
 * What a {@link RatingMatrix} may spend.
 *
 * @param logCapacity how many changes are kept for readers that are still at work and for cached counts; a power of two,
 *     some 26 bytes each
 * @param cacheBytes limit of the memory for counts of recent customers
 * @param dense which movies have bit planes
 */
record MatrixSettings(int logCapacity, long cacheBytes, DensePolicy dense) {
    static final MatrixSettings DEFAULT = new MatrixSettings(1 << 18, 64L << 20, new DensePolicy(2.0, 512));
}
