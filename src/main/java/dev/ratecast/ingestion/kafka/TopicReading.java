package dev.ratecast.ingestion.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records that a topic held when it was opened. Reading them commits nothing. */
final class TopicReading implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PATIENCE_POLLS = 60;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    /**
     * Opens the topic.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @throws KafkaException where there is no such topic, or the broker does not answer
     */
    TopicReading(Map<String, Object> kafka, String topic) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("topic=" + topic + " does not exist");
            }
            this.ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The first offset that each partition still has. */
    Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new HashMap<>();
        consumer.beginningOffsets(ends.keySet())
                .forEach((partition, offset) -> first.put(partition.partition(), offset));
        return first;
    }

    /**
     * Reads all records from the beginning, each partition's in its order.
     *
     * @throws KafkaException where the broker stops answering
     */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.seekToBeginning(ends.keySet());
        int idle = 0;
        while (!isRead()) {
            var records = consumer.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            if (idle > PATIENCE_POLLS) {
                throw new KafkaException("topic=" + topic + " cannot be read to its end: the broker sends nothing");
            }
            for (var record : records) {
                if (record.offset() < end(new TopicPartition(topic, record.partition()))) {
                    reader.accept(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean isRead() {
        return ends.keySet().stream().allMatch(partition -> consumer.position(partition) >= end(partition));
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
