package dev.ratecast.ingestion;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The consumed offsets, kept in the store beside the ratings. */
public interface OffsetStore {
    /**
     * Where a partition stands.
     *
     * @param topicId the id that Kafka gave the topic when it was created
     * @param leaderEpoch under which the broker wrote the record before {@code nextOffset}; null where that is not known
     */
    record StoredOffset(
            int partition, String topicId, long nextOffset, long ownerEpoch, @Nullable Integer leaderEpoch) {
        /** After a record whose leader epoch is not known. */
        public StoredOffset(int partition, String topicId, long nextOffset, long ownerEpoch) {
            this(partition, topicId, nextOffset, ownerEpoch, null);
        }
    }

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
     * Sets an offset by hand, whatever the record before it is, and raises the epoch so that a running owner notices. Where
     * the topic was created anew, the partition's letters that were replayed are forgotten: they were another topic's.
     */
    void set(String topic, int partition, String topicId, long nextOffset);
}
