package dev.ratecast.ingestion.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.embedded.EmbeddedKafka;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.testing.Folders;
import dev.ratecast.testing.SilentObserver;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A broker whose log holds other records at an offset than those that were applied up to it. */
class CutLogIT {
    private static final String TOPIC = "ratings";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OffsetRows rows = new OffsetRows();

    @Test
    void a_log_that_was_cut_and_has_grown_past_the_stored_offset_stops_the_partition() throws Exception {
        Path folder = Files.createTempDirectory("ratecast-cut-log-");
        int port = freePort();
        try {
            try (EmbeddedKafka broker = EmbeddedKafka.start(folder, port, Map.of())) {
                create(clientOf(broker));
                send(clientOf(broker), 10);
            }
            // Each start of the broker begins a leader epoch.
            try (EmbeddedKafka broker = EmbeddedKafka.start(folder, port, Map.of());
                    TopicLook look = new TopicLook(clientOf(broker), TOPIC)) {
                send(clientOf(broker), 10);
                String topicId = look.topicId().orElseThrow();
                OwnedPartitions owned = new OwnedPartitions(TOPIC, rows, look);
                try (RatingsReader reader = reader(broker, owned)) {
                    // The first leader had written as many, and its last ten never reached this log.
                    rows.put(new StoredOffset(0, topicId, 20, 1, 0));
                    awaitTruncation(reader);
                    assertThat(owned.describe().get(0))
                            .startsWith("stopped: offset 20 is gone, the topic was cut at 10");

                    rows.put(new StoredOffset(0, topicId, 10, 7, 0));
                    assertThat(read(reader, 10)).startsWith(10L).endsWith(19L);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static Map<String, Object> clientOf(EmbeddedKafka broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static RatingsReader reader(EmbeddedKafka broker, OwnedPartitions owned) {
        RatingsReader reader = new RatingsReader(
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "group.id",
                                "cut-log",
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "none"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                owned,
                new AcquisitionRetries(TOPIC, Duration.ofMillis(100)),
                new PartitionFaults(TOPIC, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 1)),
                new RecordJudge((version, key, value, timestamp) -> new Verdict.Invalid("empty", "for the test")),
                new SilentObserver(),
                TOPIC);
        reader.subscribe(() -> {});
        return reader;
    }

    private static void awaitTruncation(RatingsReader reader) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            try {
                reader.acquireWaiting(false);
                assertThat(reader.poll(Duration.ofMillis(100)))
                        .as("records of another log")
                        .isEmpty();
                return false;
            } catch (LogTruncationException e) {
                reader.truncated(e);
                return true;
            }
        });
    }

    private static List<Long> read(RatingsReader reader, int count) {
        List<Long> offsets = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            reader.acquireWaiting(true);
            reader.poll(Duration.ofMillis(100)).forEach(slice -> slice.records()
                    .forEach(judged -> offsets.add(judged.record().offset())));
            return offsets.size() >= count;
        });
        return offsets;
    }

    private static void create(Map<String, Object> kafka) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void send(Map<String, Object> kafka, int count) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(TOPIC, "7".getBytes(UTF_8), new byte[0]));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
