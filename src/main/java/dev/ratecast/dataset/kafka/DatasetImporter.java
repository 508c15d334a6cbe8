package dev.ratecast.dataset.kafka;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.rating.MovieFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a dataset into the {@code ratings} topic: key customer_id as text, partition by murmur2, every event acknowledged
 * by all in-sync replicas. The first event that is not delivered within the delivery timeout ends the import.
 */
public final class DatasetImporter {
    private static final Duration TOPIC_WAIT = Duration.ofSeconds(15);

    /** Settings that a given configuration may override; order and completeness are not among them. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            50,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024);

    private static final int REPORT_EVERY = 1_000;

    private final Map<String, Object> config;
    private final String topic;
    private final Duration topicWait;

    /**
     * An importer for one topic.
     *
     * @param clientConfig Kafka's own keys, {@code bootstrap.servers} at least
     */
    public DatasetImporter(Map<String, Object> clientConfig, String topic) {
        this(clientConfig, topic, TOPIC_WAIT);
    }

    /** The same, which waits so long for the topic to appear. */
    DatasetImporter(Map<String, Object> clientConfig, String topic, Duration topicWait) {
        config = new HashMap<>(DEFAULTS);
        config.putAll(clientConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        this.topic = topic;
        this.topicWait = topicWait;
    }

    /** Who watches an import. Called by the importing thread. */
    @FunctionalInterface
    public interface Progress {
        Progress NONE = (acknowledged, total) -> {};

        void sent(long acknowledged, long total);
    }

    /**
     * Sends the rows in this order and waits until all are acknowledged.
     *
     * @param order such as {@link Dataset#timeOrder}
     * @return how many events were acknowledged, all of them
     * @throws ImportFailedException where the topic is missing, or an event was not delivered; says how many were
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    public long send(Dataset dataset, int[] order, Progress progress) {
        ExistingTopic.await(config, topic, topicWait);
        AtomicLong acknowledged = new AtomicLong();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            Events events = new Events(dataset);
            for (int i = 0; i < order.length && failure.get() == null; i++) {
                producer.send(events.of(order[i]), (metadata, e) -> {
                    if (e == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, e);
                    }
                });
                if (i % REPORT_EVERY == 0) {
                    progress.sent(acknowledged.get(), order.length);
                }
            }
            if (failure.get() == null) {
                producer.flush();
            }
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        } finally {
            producer.close(failure.get() == null ? Duration.ofMinutes(1) : Duration.ZERO);
        }
        Exception undelivered = failure.get();
        if (undelivered != null || acknowledged.get() != order.length) {
            throw new ImportFailedException(
                    "the import into topic " + topic + " at " + config.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                            + " ended after " + acknowledged.get() + " of " + order.length + " ratings: "
                            + (undelivered == null ? "the rest was not acknowledged" : undelivered.getMessage()),
                    undelivered);
        }
        progress.sent(acknowledged.get(), order.length);
        return acknowledged.get();
    }

    /** The records of a dataset's rows. */
    private final class Events {
        private final Dataset dataset;
        private final RatingEventWriter writer;
        private final MovieFacts[] factsOfNumber;

        Events(Dataset dataset) {
            this.dataset = dataset;
            writer = new RatingEventWriter(dataset.scale());
            factsOfNumber = new MovieFacts[dataset.movieCount()];
            for (int number = 0; number < factsOfNumber.length; number++) {
                factsOfNumber[number] = dataset.factsOfNumber(number);
            }
        }

        ProducerRecord<byte[], byte[]> of(int row) {
            long customer = dataset.customer(row);
            byte[] key = Long.toString(customer).getBytes(StandardCharsets.US_ASCII);
            MovieFacts movie = factsOfNumber[dataset.movieNumber(row)];
            return new ProducerRecord<>(
                    topic, key, writer.write(customer, movie, dataset.units(row), dataset.ratedAt(row)));
        }
    }
}
