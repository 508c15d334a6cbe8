package dev.ratecast.testing;

import dev.ratecast.ingestion.OffsetStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An offset store that is only looked into: every look gets what is supplied. */
public record LookedUpOffset(Supplier<Optional<StoredOffset>> looks) implements OffsetStore {
    @Override
    public Optional<StoredOffset> find(String topic, int partition) {
        return looks.get();
    }

    @Override
    public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredOffset> all(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String topic, int partition, String topicId, long nextOffset) {
        throw new UnsupportedOperationException();
    }
}
