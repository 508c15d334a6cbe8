package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The stored offsets of one topic, in memory. */
final class OffsetRows implements OffsetStore {
    private final Map<Integer, StoredOffset> rows = new TreeMap<>();
    private final Set<Integer> locked = new HashSet<>();

    StoredOffset of(int partition) {
        return find("any", partition).orElseThrow();
    }

    void put(StoredOffset row) {
        rows.put(row.partition(), row);
    }

    void lose(int partition) {
        rows.remove(partition);
    }

    /** From now on nobody can acquire the partition. */
    void lock(int partition) {
        locked.add(partition);
    }

    void unlock(int partition) {
        locked.remove(partition);
    }

    @Override
    public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
        if (locked.contains(partition)) {
            throw new StoreUnavailableException("its row is locked", new IllegalStateException());
        }
        StoredOffset row = find(topic, partition).orElse(new StoredOffset(partition, topicId, firstOffset, 0));
        put(new StoredOffset(partition, row.topicId(), row.nextOffset(), row.ownerEpoch() + 1, row.leaderEpoch()));
        return of(partition);
    }

    @Override
    public Optional<StoredOffset> find(String topic, int partition) {
        return Optional.ofNullable(rows.get(partition));
    }

    @Override
    public List<StoredOffset> all(String topic) {
        return List.copyOf(rows.values());
    }

    @Override
    public void set(String topic, int partition, String topicId, long nextOffset) {
        put(new StoredOffset(partition, topicId, nextOffset, of(partition).ownerEpoch() + 1));
    }
}
