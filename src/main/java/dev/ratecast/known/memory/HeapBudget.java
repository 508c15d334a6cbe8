package dev.ratecast.known.memory;

/**
 * Whether so many ratings fit the heap, by an estimate.
 *
 * @param maxHeapBytes the largest heap that the JVM takes, {@code -Xmx}
 */
public record HeapBudget(long maxHeapBytes) {
    /**
     * What a rating takes: 5 bytes in its customer's row, 4 in its movie's list or bit planes, and what rows that have grown
     * leave free. A hundred million take 10.5 bytes each when they are loaded.
     */
    public static final long BYTES_PER_RATING = 13;

    /** What the rest of the service takes: requests, batches of ingestion, models. */
    public static final long RESERVE_BYTES = 384L << 20;

    public HeapBudget {
        if (maxHeapBytes <= 0) {
            throw new IllegalArgumentException("no heap: " + maxHeapBytes);
        }
    }

    /** What a process with so many ratings in memory takes, in bytes of heap. */
    public static long needed(long ratings) {
        return ratings * BYTES_PER_RATING + RESERVE_BYTES;
    }

    public boolean fits(long ratings) {
        return needed(ratings) <= maxHeapBytes;
    }
}
