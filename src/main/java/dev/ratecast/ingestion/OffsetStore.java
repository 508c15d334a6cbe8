package dev.ratecast.ingestion;

import java.util.List;
import java.util.Optional;

/** The consumed offsets, kept in the store beside the ratings. */
public interface OffsetStore {
    /** Where a partition stands. {@code topicId} is the id that Kafka gave the topic when it was created. */
    record StoredOffset(int partition, String topicId, long nextOffset, long ownerEpoch) {}

    /**
     * Makes the caller the owner: raises the epoch, so that the former owner can write no more, and reads the offset.
     *
     * @param topicId stored where the partition has no offset yet
     * @param firstOffset stored where the partition has no offset yet
     */
    StoredOffset acquire(String topic, int partition, String topicId, long firstOffset);

    /** The stored offset, or empty where the partition was never acquired. */
    Optional<StoredOffset> find(String topic, int partition);

    /** All stored offsets of a topic by partition. */
    List<StoredOffset> all(String topic);

    /**
     * Sets an offset by hand, and raises the epoch so that a running owner notices. Where the topic was created anew, the
     * partition's letters that were replayed are forgotten: they were another topic's.
     */
    void set(String topic, int partition, String topicId, long nextOffset);
}
