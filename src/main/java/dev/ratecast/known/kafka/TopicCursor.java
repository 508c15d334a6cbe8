package dev.ratecast.known.kafka;

import dev.ratecast.ingestion.PartitionRange;
import dev.ratecast.known.StoredRatings.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A consumer of all partitions of a topic, in no group, that begins where it is told. Owned by one thread. */
final class TopicCursor implements AutoCloseable {
    private static final int MAX_POLL_RECORDS = 5_000;

    private final String topic;
    private final TopicIdentity identity;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, String> stopped = new TreeMap<>();
    private final Map<Integer, Position> placedAt = new HashMap<>();
    private final Map<Integer, Cut> cuts = new HashMap<>();
    private final Map<Integer, OffsetAndMetadata> readUpTo = new HashMap<>();
    private @Nullable String topicId;
    private Map<TopicPartition, Long> endsAtStart = Map.of();
    private int partitionsAtStart;

    /** A position whose records are gone: the log was cut before it, and may have grown past it since. */
    private record Cut(Position position, String reason) {}

    TopicCursor(Map<String, Object> kafka, String topic, TopicIdentity identity) {
        this.topic = topic;
        this.identity = identity;
        this.consumer = new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        // Soon enough to notice new partitions, and a topic that is created after the service has started.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    /**
     * Goes to where the store stood. A partition that nobody has read yet begins at its beginning; one that ingestion may not go
     * on with is not followed.
     *
     * @param topicId of the topic as it is now, null where there is none
     */
    void place(Map<Integer, Position> stored, @Nullable String topicId) {
        this.topicId = topicId;
        stopped.clear();
        placedAt.clear();
        readUpTo.clear();
        List<TopicPartition> partitions = topicId == null ? List.of() : partitions();
        partitionsAtStart = partitions.size();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> from = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            Position position = stored.get(partition.partition());
            PartitionRange range = new PartitionRange(String.valueOf(topicId), begin, ends.getOrDefault(partition, 0L));
            String reason = position == null ? null : refusal(partition.partition(), position, range);
            if (reason != null) {
                stopped.put(partition.partition(), reason);
            } else if (position == null) {
                from.put(partition, new OffsetAndMetadata(begin));
            } else {
                placedAt.put(partition.partition(), position);
                from.put(
                        partition,
                        new OffsetAndMetadata(position.nextOffset(), Optional.ofNullable(position.leaderEpoch()), ""));
            }
        }
        consumer.assign(from.keySet());
        from.forEach((partition, place) -> {
            consumer.seek(partition, place);
            readUpTo.put(partition.partition(), place);
        });
        endsAtStart = from.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> ends.getOrDefault(partition, 0L)));
    }

    private @Nullable String refusal(int partition, Position position, PartitionRange range) {
        Cut cut = cuts.get(partition);
        return cut != null && cut.position().equals(position)
                ? cut.reason()
                : range.refusalOf(position.topicId(), position.nextOffset());
    }

    /** The topic's log was cut: where that was before the place that was begun at, no memory can go on from there. */
    void truncated(LogTruncationException cut) {
        for (TopicPartition partition : cut.partitions()) {
            Position from = placedAt.get(partition.partition());
            OffsetAndMetadata end = cut.divergentOffsets().get(partition);
            if (from != null && (end == null || end.offset() < from.nextOffset())) {
                String reason = PartitionRange.cutBefore(from.nextOffset(), end == null ? null : end.offset());
                cuts.put(partition.partition(), new Cut(from, reason));
            }
        }
    }

    /** The id of the topic as it is now, null where there is none. */
    @Nullable
    String currentTopicId() throws InterruptedException {
        return identity.current().orElse(null);
    }

    /** The id of the topic that is followed, null where there is none. */
    @Nullable
    String topicId() {
        return topicId;
    }

    /** Whether the topic is another one of the same name by now. */
    boolean isOnAnotherTopic() throws InterruptedException {
        String now = currentTopicId();
        return now != null && topicId != null && !now.equals(topicId);
    }

    /** The partitions that are not followed, each with the reason. */
    Map<Integer, String> stopped() {
        return stopped;
    }

    /** Whether the topic has as many partitions as when it was placed. */
    boolean hasAllPartitions() {
        return partitions().size() == partitionsAtStart;
    }

    ConsumerRecords<byte[], byte[]> poll(Duration patience) throws InterruptedException {
        if (consumer.assignment().isEmpty()) {
            Thread.sleep(patience.toMillis());
            return ConsumerRecords.empty();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
        records.nextOffsets().forEach((partition, next) -> readUpTo.put(partition.partition(), next));
        return records;
    }

    /** Whether everything was read that was in the topic when it was placed. */
    boolean hasReachedTheEndAtStart() {
        return endsAtStart.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** The offset to be read next, by followed partition. */
    Map<Integer, Long> offsets() {
        return consumer.assignment().stream().collect(Collectors.toMap(TopicPartition::partition, consumer::position));
    }

    /** Where each followed partition is read next, in the topic that is followed. */
    Map<Integer, Position> positions() {
        String id = Objects.requireNonNull(topicId);
        Map<Integer, Position> positions = new HashMap<>();
        offsets().forEach((partition, offset) -> {
            OffsetAndMetadata read = readUpTo.get(partition);
            // Past the marker of a transaction nothing says.
            Integer leaderEpoch =
                    read != null && read.offset() == offset ? read.leaderEpoch().orElse(null) : null;
            positions.put(partition, new Position(id, offset, leaderEpoch));
        });
        return positions;
    }

    /** How many records are not read yet, as far as the client knows. */
    long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0L))
                .sum();
    }

    /** Makes a running or the next poll end at once; from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
