package dev.ratecast.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * The offsets that a topic has of a partition.
 *
 * @param topicId the id that Kafka gave the topic when it was created
 * @param first the first offset that is kept
 * @param end the offset that the next record gets
 */
public record PartitionRange(String topicId, long first, long end) {
    /**
     * Why reading may not go on from a stored offset, null where it may: only in the topic that the offset was stored for, and
     * only where that still has it. Another place is never guessed.
     *
     * @param storedTopicId of the topic that the offset was stored for
     */
    public @Nullable String refusalOf(String storedTopicId, long nextOffset) {
        if (!storedTopicId.equals(topicId)) {
            return "the topic was created anew";
        }
        if (nextOffset < first) {
            return "offset " + nextOffset + " is gone, the topic begins at " + first;
        }
        if (nextOffset > end) {
            return "offset " + nextOffset + " lies beyond the topic's end " + end;
        }
        return null;
    }

    /**
     * Why reading may not go on from an offset up to which the log is no longer what was read.
     *
     * @param cutAt where it was cut, null where that is not known
     */
    public static String cutBefore(long nextOffset, @Nullable Long cutAt) {
        return "offset " + nextOffset + " is gone, the topic was cut " + (cutAt == null ? "before it" : "at " + cutAt);
    }
}
