package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.embedded.EmbeddedKafka;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.kafka.FollowerSettings;
import dev.ratecast.known.kafka.MemoryFollower;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.postgres.PostgresStoredRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Folders;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Settings;
import dev.ratecast.testing.SilentObserver;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A broker whose log was cut, as by an unclean election, holds other records at an offset than those that were applied up
 * to it: the partition stops, though the topic has its offset, until someone says where to go on. The memory stops with it.
 */
class ACutLogIsNotReadOnIT {
    private static final String TOPIC = "ratings";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DataSource database = Servers.newMigratedDatabase();
    private final OffsetTable offsets = new OffsetTable(database);
    private final Queue<EventBatch> batches = new ConcurrentLinkedQueue<>();

    @Test
    void a_log_that_was_cut_and_has_grown_past_the_stored_offset_stops_the_partition() throws Exception {
        onACutLog((broker, look, topicId) -> {
            try (RatingsConsumer consumer = consumer(broker)) {
                Thread loop = new Thread(consumer, "ingest-under-test");
                loop.start();
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                consumer.status().partitions().get(0))
                        .startsWith("stopped: offset 20 is gone, the topic was cut at 10"));
                assertThat(batches).isEmpty();

                offsets.set(TOPIC, 0, topicId, 10);
                Awaitility.await().atMost(PATIENCE).until(() -> !batches.isEmpty());
                PartitionProgress progress = batches.remove().progress().get(0);
                assertThat(progress.fromOffset()).isEqualTo(10);
                assertThat(progress.leaderEpoch()).isPositive();
                consumer.close();
                loop.join();
            }
        });
    }

    @Test
    void the_memory_does_not_read_on_in_it_either() throws Exception {
        onACutLog((broker, look, topicId) -> {
            try (MemoryFollower memory = memory(broker, look)) {
                Thread loop = new Thread(memory, "memory-under-test");
                loop.start();
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(memory.status().phase()).isEqualTo(FollowingStatus.Phase.FOLLOWING);
                    assertThat(memory.status().stopped())
                            .isEqualTo(Map.of(0, "offset 20 is gone, the topic was cut at 10"));
                });

                offsets.set(TOPIC, 0, topicId, 10);
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(memory.status().stopped()).isEmpty();
                    assertThat(memory.status().phase()).isEqualTo(FollowingStatus.Phase.FOLLOWING);
                });
                memory.close();
                loop.join();
            }
        });
    }

    private interface OnACutLog {
        void run(EmbeddedKafka broker, TopicLook look, String topicId) throws Exception;
    }

    /** The first leader had written twenty, and the last ten of them never reached this log, which goes on to 25. */
    private void onACutLog(OnACutLog test) throws Exception {
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
                send(clientOf(broker), 15);
                String topicId = look.topicId().orElseThrow();
                offsets.set(TOPIC, 0, topicId, 20);
                rememberLeaderEpoch(0);
                test.run(broker, look, topicId);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private RatingsConsumer consumer(EmbeddedKafka broker) {
        return new RatingsConsumer(
                clientOf(broker),
                Settings.of(IngestionConfig.class, Map.of("ratecast.ingestion.recheck", "1s")),
                record -> new Verdict.Invalid("empty", "for the test"),
                batch -> {
                    batches.add(batch);
                    return EffectCounts.NONE;
                },
                offsets,
                new SilentObserver());
    }

    private MemoryFollower memory(EmbeddedKafka broker, TopicLook look) {
        NeighborRule rule = NeighborRule.byDefault(RatingScale.WHOLE_STARS);
        return new MemoryFollower(
                clientOf(broker),
                new FollowerSettings(TOPIC, Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofHours(1)),
                look::topicId,
                record -> new Verdict.Invalid("empty", "for the test"),
                new PostgresStoredRatings(database, RatingScale.WHOLE_STARS, Eras.DEFAULT),
                () -> MemoryKnownRatings.load(RatingScale.WHOLE_STARS, Eras.DEFAULT, rule),
                MemorySnapshots.NONE,
                size -> true,
                new ServedKnownRatings(new MemoryKnownRatings(RatingScale.WHOLE_STARS, Eras.DEFAULT, rule)));
    }

    /** As a batch leaves it behind. */
    private void rememberLeaderEpoch(int epoch) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update consumed_offset set leader_epoch = " + epoch + ", leader_epoch_offset = next_offset");
        }
    }

    private static Map<String, Object> clientOf(EmbeddedKafka broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static void create(Map<String, Object> kafka) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, 1, (short) 1), new NewTopic("ratings-dead-letter", 1, (short) 1)))
                    .all()
                    .get();
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
