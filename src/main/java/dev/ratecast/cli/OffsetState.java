package dev.ratecast.cli;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import org.jspecify.annotations.Nullable;

/**
 * How a stored offset stands to the topic.
 *
 * @param text in words
 * @param sound whether ingestion can go on there
 */
record OffsetState(String text, boolean sound) {
    /**
     * Looks at both.
     *
     * @param stored null where the partition was never read
     * @param range null where the topic has no such partition
     */
    static OffsetState of(@Nullable StoredOffset stored, @Nullable PartitionRange range) {
        if (range == null) {
            return new OffsetState("the topic has no such partition", false);
        }
        if (stored == null) {
            return new OffsetState("never read", true);
        }
        String refusal = range.refusalOf(stored.topicId(), stored.nextOffset());
        return refusal == null ? new OffsetState("same topic", true) : new OffsetState(refusal, false);
    }
}
