package dev.ratecast.known.memory;

import dev.ratecast.known.KnownSize;

/**
 * Whether what is known fits the heap, by an estimate.
 *
 * @param maxHeapBytes the largest heap that the JVM takes, {@code -Xmx}
 */
public record HeapBudget(long maxHeapBytes) {
    /**
     * What a rating takes: 7 bytes in its customer's row, of which 2 are its time of day, 4 in its movie's list or bit planes,
     * and what rows that have grown leave free.
     */
    public static final double BYTES_PER_RATING = 12.7;

    /** What each takes more where movies are numbered in more than two bytes. */
    public static final double MORE_WITH_MANY_MOVIES = 2.3;

    /** What a customer takes beside its ratings: a row, three arrays, an index and counts. */
    public static final long BYTES_PER_CUSTOMER = 170;

    /** What a movie takes beside its ratings, most of it while the memory is filled. */
    public static final long BYTES_PER_MOVIE = 900;

    /** What the rest of the service takes: requests, batches of ingestion, models. */
    public static final long RESERVE_BYTES = 384L << 20;

    public HeapBudget {
        if (maxHeapBytes <= 0) {
            throw new IllegalArgumentException("no heap: " + maxHeapBytes);
        }
    }

    /** What a process with so much in memory takes, in bytes of heap. */
    public static long needed(KnownSize size) {
        double each = BYTES_PER_RATING + (size.movies() > CustomerRow.NARROW_MOVIES ? MORE_WITH_MANY_MOVIES : 0);
        return (long) Math.ceil(each * size.ratings())
                + BYTES_PER_CUSTOMER * size.customers()
                + BYTES_PER_MOVIE * size.movies()
                + RESERVE_BYTES;
    }

    public boolean fits(KnownSize size) {
        return needed(size) <= maxHeapBytes;
    }
}
