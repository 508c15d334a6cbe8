package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.OffsetStore;
import java.util.List;
import java.util.Optional;

/** An offset store in which every partition is acquired at the topic's beginning, and stays there. */
final class NoOffsets implements OffsetStore {
    @Override
    public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
        return new StoredOffset(partition, topicId, firstOffset, 1);
    }

    @Override
    public Optional<StoredOffset> find(String topic, int partition) {
        return Optional.empty();
    }

    @Override
    public List<StoredOffset> all(String topic) {
        return List.of();
    }

    @Override
    public void set(String topic, int partition, String topicId, long nextOffset) {}
}
