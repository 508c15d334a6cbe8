package dev.ratecast.ingestion.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka settings of ingestion's consumer: the client's own, and those that its guarantees rest on. */
final class ConsumerSettings {
    private static final int POLLS_PER_BATCH = 4;

    private ConsumerSettings() {}

    /** The most records of one poll: a few polls make a batch. */
    static int maxPollRecords(IngestionConfig config) {
        return Math.max(1, config.maxBatch() / POLLS_PER_BATCH);
    }

    /** A client with these settings. */
    static Consumer<byte[], byte[]> client(Map<String, Object> kafka, IngestionConfig config) {
        return new KafkaConsumer<>(of(kafka, config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> of(Map<String, Object> kafka, IngestionConfig config) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords(config));
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        // What one poll may bring beyond what may be read ahead.
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        // After a seek the client waits for the fetch that is under way, which nothing may be there to answer.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        // Soon enough to notice a topic that is created after the service has started.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        return settings;
    }
}
