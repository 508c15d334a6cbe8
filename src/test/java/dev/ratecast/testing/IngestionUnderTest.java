package dev.ratecast.testing;

import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Ingestion from topics of its own into a database of its own, with as many consumers as a test starts. */
public final class IngestionUnderTest implements AutoCloseable {
    public static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    public static final Eras ERAS = Eras.DEFAULT;

    private final String id = UUID.randomUUID().toString();
    private final int partitions;
    private final DataSource dataSource = Servers.newMigratedDatabase();
    private final IngestionConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<RatingsConsumer, Thread> consumers = new HashMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    public IngestionUnderTest(int partitions) {
        this(partitions, Map.of());
    }

    /** With further settings under {@code ratecast.ingestion}. */
    public IngestionUnderTest(int partitions, Map<String, String> settings) {
        this.partitions = partitions;
        Map<String, String> all = new HashMap<>(Map.of(
                "topic",
                topic(),
                "dead-letter-topic",
                deadLetterTopic(),
                "group",
                "ingest-" + id,
                "retry-pause",
                "100ms",
                "recheck",
                "1s"));
        all.putAll(settings);
        this.config = config(all);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers(), "max.request.size", 4 << 20, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        createTopics();
        // Answers only once every partition has a leader: a record sent earlier may overtake another.
        endOffsets(topic());
    }

    /** The service's settings, but for those given under {@code ratecast.ingestion}. */
    public static IngestionConfig config(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((key, value) -> named.put("ratecast.ingestion." + key, value));
        return Settings.of(IngestionConfig.class, named);
    }

    public String topic() {
        return "ratings-" + id;
    }

    public String deadLetterTopic() {
        return "ratings-dead-letter-" + id;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public OffsetTable offsets() {
        return new OffsetTable(dataSource);
    }

    public RatingStore store() {
        return store(dataSource);
    }

    /** A store that reaches the database on another way. */
    public RatingStore store(DataSource database) {
        return new PostgresRatingStore(
                database,
                SCALE,
                ERAS,
                true,
                new TransactionTimeouts(config.statementTimeout(), config.lockTimeout(), config.idleTimeout()));
    }

    /** Starts a consumer of the group. */
    public RatingsConsumer startConsumer() {
        return startConsumer(store -> store);
    }

    /** Starts a consumer whose store is wrapped, so that a test can break it. */
    public RatingsConsumer startConsumer(UnaryOperator<RatingStore> wrapped) {
        return startConsumer(wrapped, new TopicLook(Servers.kafka(), topic()));
    }

    /** Starts a consumer that tells an observer. */
    public RatingsConsumer startConsumer(IngestionObserver observer) {
        return startConsumer(
                new RatingEventParser(SCALE, config.futureTolerance())::parse,
                store(),
                offsets(),
                observer,
                new TopicLook(Servers.kafka(), topic()));
    }

    /** Starts a consumer with another look at the topic, so that a test can break it. */
    public RatingsConsumer startConsumer(UnaryOperator<RatingStore> wrapped, TopicLook look) {
        return startConsumer(
                new RatingEventParser(SCALE, config.futureTolerance())::parse,
                wrapped.apply(store()),
                offsets(),
                new SilentObserver(),
                look);
    }

    /** Starts a consumer with parts of its own, so that a test can break any of them. */
    public RatingsConsumer startConsumer(
            EventParser parser, RatingStore store, OffsetStore offsets, IngestionObserver observer, TopicLook look) {
        Map<String, Object> kafka = new HashMap<>(Servers.kafka());
        // Consumers hear of a rebalance by their heartbeats.
        kafka.put("heartbeat.interval.ms", 300);
        RatingsConsumer consumer = new RatingsConsumer(kafka, config, parser, store, offsets, observer, look);
        Thread thread = new Thread(consumer, "ingest-under-test");
        thread.start();
        consumers.put(consumer, thread);
        return consumer;
    }

    /** Ends a consumer and waits for it. */
    public void stop(RatingsConsumer consumer) throws InterruptedException {
        consumer.close();
        consumers.remove(consumer).join(30_000);
    }

    /** Sends a record with its customer as key, as producers should. */
    public void send(long customer, String json) {
        send(Long.toString(customer).getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a record as it is. */
    public void send(byte[] key, byte[] value) {
        send(new ProducerRecord<>(topic(), key, value));
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        sent.add(producer.send(record));
    }

    /** Waits until the broker has everything that was sent. */
    public void flush() {
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            try {
                record.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the broker did not take a record", e);
            }
        }
        sent.clear();
    }

    /** Waits until everything that was sent is applied. */
    public void awaitApplied() {
        flush();
        Map<Integer, Long> ends = endOffsets(topic());
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    Map<Integer, Long> applied = new HashMap<>();
                    offsets().all(topic()).forEach(o -> applied.put(o.partition(), o.nextOffset()));
                    return ends.entrySet().stream()
                            .allMatch(end -> applied.getOrDefault(end.getKey(), 0L) >= end.getValue());
                });
    }

    /** All dead letters so far. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return records(deadLetterTopic());
    }

    /** All records of the ratings topic so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records(topic());
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return TopicContents.of(Servers.kafka(), topic);
    }

    /** Has the first partition forget its records before an offset, as its retention would. */
    public void deleteRecordsBefore(long offset) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.deleteRecords(Map.of(new TopicPartition(topic(), 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Has the dead-letter topic take no larger records. */
    public void limitDeadLetters(int bytes) throws InterruptedException, ExecutionException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, deadLetterTopic());
        AlterConfigOp limit = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
        }
    }

    /** Deletes the topic and makes another of the same name. */
    public void recreateTopic() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.deleteTopics(List.of(topic())).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic()));
            admin.createTopics(List.of(new NewTopic(topic(), partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (RatingsConsumer consumer : List.copyOf(consumers.keySet())) {
            stop(consumer);
        }
        producer.close();
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.createTopics(List.of(
                            new NewTopic(topic(), partitions, (short) 1)
                                    .configs(Map.of("max.message.bytes", Integer.toString(2 << 20))),
                            new NewTopic(deadLetterTopic(), 1, (short) 1)
                                    .configs(Map.of("max.message.bytes", Integer.toString(1 << 20)))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot create test topics", e);
        }
    }

    private static Map<Integer, Long> endOffsets(String topic) {
        return TopicContents.ends(Servers.kafka(), topic);
    }
}
