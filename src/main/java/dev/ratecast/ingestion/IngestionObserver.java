package dev.ratecast.ingestion;

import java.time.Duration;

/** Who is told how ingestion goes. Called on ingestion's threads; must not block. */
public interface IngestionObserver {
    /**
     * A batch is committed, or a part of it before the rest met with an outage or a fault.
     *
     * @param records how many records it consumed, invalid ones included
     * @param elapsed from when the batch was handed to the store to when it was noticed that it is done; earlier tries left out
     */
    void applied(EffectCounts effects, int records, Duration elapsed);

    /** A record went to the dead-letter topic. */
    void deadLettered(String reason);

    /** Something is away, and the batch is tried again. */
    void retrying(Throwable cause);

    /** Something failed that is neither away nor an invalid event; it is tried again. */
    void faulted(Throwable fault);

    /** How many records of a partition are not applied yet. */
    void lag(int partition, long records);

    /** This replica reads a partition no longer, or not for now. */
    void released(int partition);

    /** How many of this replica's partitions are stopped until someone says where to go on. */
    void stopped(int partitions);
}
