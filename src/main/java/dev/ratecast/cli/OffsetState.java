package dev.ratecast.cli;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import org.jspecify.annotations.Nullable;

/** How a stored offset stands to the topic, in words. */
final class OffsetState {
    private static final String NEVER_READ = "never read";
    private static final String SAME_TOPIC = "same topic";

    private OffsetState() {}

    /** Whether ingestion can go on there. */
    static boolean isSound(String state) {
        return state.equals(NEVER_READ) || state.equals(SAME_TOPIC);
    }

    /**
     * Says it.
     *
     * @param stored null where the partition was never read
     * @param range null where the topic has no such partition
     */
    static String of(@Nullable StoredOffset stored, @Nullable PartitionRange range) {
        if (range == null) {
            return "the topic has no such partition";
        }
        if (stored == null) {
            return NEVER_READ;
        }
        if (!stored.topicId().equals(range.topicId())) {
            return "another topic: it is " + range.topicId() + " now, created anew";
        }
        if (stored.nextOffset() < range.first()) {
            return "gone: the topic begins later";
        }
        return stored.nextOffset() > range.end() ? "beyond the topic's end" : SAME_TOPIC;
    }
}
