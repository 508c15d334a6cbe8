package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.PartitionRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The partitions assigned to this consumer, and how far the store has applied each. A partition is read only once it
 * is acquired: its epoch raised in the store, and its stored offset found in the topic. Where the topic has not that
 * offset, was cut before it, or is another topic of the same name, the partition is stopped until someone sets the offset.
 *
 * <p>Owned by the ingestion thread; only {@link #describe} may be called from others.
 */
final class OwnedPartitions {
    /**
     * Where a partition stands under an epoch of ours.
     *
     * @param topicId of the topic that it is read in
     * @param applied the offset that the store has
     * @param leaderEpoch of the record before it, null where that is not known
     * @param read the offset to be read next, which lies beyond while the store works
     */
    private record Position(String topicId, long epoch, long applied, @Nullable Integer leaderEpoch, long read) {
        Position readTo(long offset) {
            return new Position(topicId, epoch, applied, leaderEpoch, offset);
        }

        Position appliedTo(PartitionProgress progress) {
            return new Position(topicId, epoch, progress.nextOffset(), progress.leaderEpoch(), read);
        }
    }

    /**
     * Where a partition was stopped.
     *
     * @param truncated by what was read, and not by what the topic says of its offsets: only a new offset ends it
     */
    private record Stop(StoredOffset at, boolean truncated) {
        boolean isOver(StoredOffset now, PartitionRange range) {
            return refusal(now, range) == null && !(truncated && now.ownerEpoch() == at.ownerEpoch());
        }
    }

    private final String topic;
    private final OffsetStore offsets;
    private final TopicLook look;

    private final Map<Integer, Position> reading = new HashMap<>();
    private final Map<Integer, @Nullable Stop> waiting = new TreeMap<>();
    private final Map<Integer, String> texts = new ConcurrentHashMap<>();

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

    /** Whether a partition waits for a person. */
    boolean isStopped(int partition) {
        return waiting.get(partition) != null;
    }

    /** How many partitions wait for a person. */
    int stopped() {
        return (int) waiting.keySet().stream().filter(this::isStopped).count();
    }

    boolean isReading(int partition) {
        return reading.containsKey(partition);
    }

    /** The partitions that are read. */
    Set<Integer> reading() {
        return Set.copyOf(reading.keySet());
    }

    /** The offset that the store has for a partition that is read. */
    long appliedOffset(int partition) {
        return position(partition).applied();
    }

    /** The same, as the client compares it with the topic's log: where that was cut before it, the client says so. */
    OffsetAndMetadata appliedPosition(int partition) {
        Position position = position(partition);
        return new OffsetAndMetadata(position.applied(), Optional.ofNullable(position.leaderEpoch()), "");
    }

    /** The offsets that the store has, of those of these partitions that are read. */
    Map<Integer, Long> appliedOffsets(Collection<Integer> partitions) {
        return partitions.stream().filter(this::isReading).collect(Collectors.toMap(p -> p, this::appliedOffset));
    }

    /** The offset to be read next of a partition that is read. */
    long readOffset(int partition) {
        return position(partition).read();
    }

    /**
     * Reads on to {@code nextOffset}: how far what lies in between will move the partition.
     *
     * @param leaderEpoch of the record before it, null where that is not known
     */
    PartitionProgress read(int partition, long nextOffset, @Nullable Integer leaderEpoch) {
        Position position = position(partition);
        reading.put(partition, position.readTo(nextOffset));
        return new PartitionProgress(partition, position.epoch(), position.read(), nextOffset, leaderEpoch);
    }

    /** Goes back to where the store stands. */
    void rewind(int partition) {
        Position position = position(partition);
        reading.put(partition, position.readTo(position.applied()));
    }

    /** The store has moved a partition. Means nothing where it is read under another epoch by now, or not at all. */
    void applied(PartitionProgress progress) {
        reading.computeIfPresent(
                progress.partition(),
                (partition, position) ->
                        position.epoch() == progress.ownerEpoch() ? position.appliedTo(progress) : position);
    }

    /** For each partition, what it does. */
    Map<Integer, String> describe() {
        return Map.copyOf(texts);
    }

    /** The topic's id differs from that in which a partition was acquired: it was deleted and created again. */
    boolean isAnotherTopic(String topicId) {
        return reading.values().stream()
                .anyMatch(position -> !position.topicId().equals(topicId));
    }

    /**
     * Partitions that do not stand in the store as we know them: under another epoch, since their offset was set by hand;
     * or behind what we saw committed, since the store failed over to a standby that had not received it.
     */
    List<Integer> overtaken() {
        if (reading.isEmpty()) {
            return List.of();
        }
        Map<Integer, StoredOffset> stored = new HashMap<>();
        offsets.all(topic).forEach(offset -> stored.put(offset.partition(), offset));
        return reading.entrySet().stream()
                .filter(read -> isOvertaken(read.getValue(), stored.get(read.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isOvertaken(Position position, @Nullable StoredOffset stored) {
        return stored == null || stored.ownerEpoch() != position.epoch() || stored.nextOffset() < position.applied();
    }

    /**
     * Acquires a waiting partition where that is possible.
     *
     * @return whether it is read from now on; else it is stopped
     */
    boolean acquire(int partition) throws InterruptedException {
        PartitionRange range = look.range(partition);
        Stop stop = waiting.get(partition);
        if (stop != null && !stop.isOver(offsets.find(topic, partition).orElse(stop.at()), range)) {
            return false;
        }
        StoredOffset stored = offsets.acquire(topic, partition, range.topicId(), range.first());
        String refusal = refusal(stored, range);
        if (refusal != null) {
            stop(new Stop(stored, false), refusal);
            return false;
        }
        waiting.remove(partition);
        reading.put(
                partition,
                new Position(
                        stored.topicId(),
                        stored.ownerEpoch(),
                        stored.nextOffset(),
                        stored.leaderEpoch(),
                        stored.nextOffset()));
        texts.put(partition, "reading");
        return true;
    }

    /**
     * The topic's log was cut, and has or may have other records by now: a partition of which applied ones are gone is
     * stopped, another one is to be acquired again.
     *
     * @param end up to where the log is still what was read; null where that is not known
     */
    void truncated(int partition, @Nullable Long end) {
        Position position = reading.get(partition);
        if (position == null) {
            return;
        }
        if (end != null && end >= position.applied()) {
            add(List.of(partition));
            return;
        }
        reading.remove(partition);
        stop(
                new Stop(new StoredOffset(partition, position.topicId(), position.applied(), position.epoch()), true),
                PartitionRange.cutBefore(position.applied(), end));
    }

    private void stop(Stop stop, String why) {
        int partition = stop.at().partition();
        waiting.put(partition, stop);
        texts.put(partition, IngestionStatus.STOPPED + why + "; say where to go on with `offsets set`");
    }

    private static @Nullable String refusal(StoredOffset stored, PartitionRange range) {
        return range.refusalOf(stored.topicId(), stored.nextOffset());
    }

    private Position position(int partition) {
        Position position = reading.get(partition);
        if (position == null) {
            throw new IllegalStateException("topic=" + topic + " partition=" + partition + " is not being read");
        }
        return position;
    }
}
