package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The partitions assigned to this consumer, and how far the store has applied each. A partition is read only once it
 * is acquired: its epoch raised in the store, and its stored offset found in the topic. Where the topic has not that
 * offset, or is another topic of the same name, the partition is stopped until someone sets the offset.
 *
 * <p>Owned by the ingestion thread; only {@link #describe} may be called from others.
 */
final class OwnedPartitions {
    /** A stored offset under an epoch of ours. */
    private record Position(long epoch, long nextOffset) {}

    private final String topic;
    private final OffsetStore offsets;
    private final TopicLook look;

    private final Map<Integer, Position> reading = new HashMap<>();
    private final Map<Integer, @Nullable StoredOffset> waiting = new TreeMap<>();
    private final Map<Integer, String> texts = new ConcurrentHashMap<>();
    private @Nullable String readTopicId;

    OwnedPartitions(String topic, OffsetStore offsets, TopicLook look) {
        this.topic = topic;
        this.offsets = offsets;
        this.look = look;
    }

    /** Takes partitions in, to be acquired; also one that is read already and whose offset must be read again. */
    void add(Collection<Integer> partitions) {
        for (int partition : partitions) {
            reading.remove(partition);
            waiting.put(partition, null);
            texts.put(partition, "acquiring");
        }
    }

    void remove(Collection<Integer> partitions) {
        for (int partition : partitions) {
            reading.remove(partition);
            waiting.remove(partition);
            texts.remove(partition);
        }
    }

    List<Integer> waiting() {
        return List.copyOf(waiting.keySet());
    }

    boolean isReading(int partition) {
        return reading.containsKey(partition);
    }

    /** The offset that the store has for a partition that is read. */
    long nextOffset(int partition) {
        return position(partition).nextOffset();
    }

    /** How far a batch that ends before {@code nextOffset} moves a partition that is read. */
    PartitionProgress progress(int partition, long nextOffset) {
        Position position = position(partition);
        return new PartitionProgress(partition, position.epoch(), position.nextOffset(), nextOffset);
    }

    void applied(PartitionProgress progress) {
        reading.replace(progress.partition(), new Position(progress.ownerEpoch(), progress.nextOffset()));
    }

    /** For each partition, what it does. */
    Map<Integer, String> describe() {
        return Map.copyOf(texts);
    }

    /** The topic's id at the last acquisition differs now: it was deleted and created again. */
    boolean isAnotherTopic(String topicId) {
        return !reading.isEmpty() && !topicId.equals(readTopicId);
    }

    /** Partitions that are read under an epoch which the store no longer has: their offset was set by hand. */
    List<Integer> overtaken() {
        return reading.isEmpty()
                ? List.of()
                : offsets.all(topic).stream()
                        .filter(stored -> isReading(stored.partition())
                                && position(stored.partition()).epoch() != stored.ownerEpoch())
                        .map(StoredOffset::partition)
                        .toList();
    }

    /**
     * Acquires a waiting partition where that is possible.
     *
     * @return the offset to read from, or empty where the partition is stopped
     */
    Optional<Long> acquire(int partition) throws InterruptedException {
        TopicLook.Range range = look.range(partition);
        StoredOffset refused = waiting.get(partition);
        if (refused != null) {
            StoredOffset now = offsets.find(topic, partition).orElse(refused);
            if (fault(now, range) != null) {
                return Optional.empty();
            }
        }
        StoredOffset stored = offsets.acquire(topic, partition, range.topicId(), range.first());
        String fault = fault(stored, range);
        if (fault != null) {
            waiting.put(partition, stored);
            texts.put(partition, IngestionStatus.STOPPED + fault);
            return Optional.empty();
        }
        waiting.remove(partition);
        reading.put(partition, new Position(stored.ownerEpoch(), stored.nextOffset()));
        readTopicId = range.topicId();
        texts.put(partition, "reading");
        return Optional.of(stored.nextOffset());
    }

    private static @Nullable String fault(StoredOffset stored, TopicLook.Range range) {
        if (!stored.topicId().equals(range.topicId())) {
            return "the topic was created anew; say where to go on with `offsets set`";
        }
        if (stored.nextOffset() < range.first()) {
            return "offset " + stored.nextOffset() + " is gone, the topic begins at " + range.first()
                    + "; say where to go on with `offsets set`";
        }
        if (stored.nextOffset() > range.end()) {
            return "offset " + stored.nextOffset() + " lies beyond the topic's end " + range.end()
                    + "; say where to go on with `offsets set`";
        }
        return null;
    }

    private Position position(int partition) {
        Position position = reading.get(partition);
        if (position == null) {
            throw new IllegalStateException("topic=" + topic + " partition=" + partition + " is not being read");
        }
        return position;
    }
}
