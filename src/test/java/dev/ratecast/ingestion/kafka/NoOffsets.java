package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.OffsetStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An offset store in which every partition is acquired at the topic's beginning, and stays there. */
final class NoOffsets implements OffsetStore {
    private final Map<Integer, StoredOffset> acquired = new TreeMap<>();

    @Override
    public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
        StoredOffset begin = new StoredOffset(partition, topicId, firstOffset, 1);
        acquired.put(partition, begin);
        return begin;
    }

    @Override
    public Optional<StoredOffset> find(String topic, int partition) {
        return Optional.empty();
    }

    @Override
    public List<StoredOffset> all(String topic) {
        return List.copyOf(acquired.values());
    }

    @Override
    public void set(String topic, int partition, String topicId, long nextOffset) {}
}
