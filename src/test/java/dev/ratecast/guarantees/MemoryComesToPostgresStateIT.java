package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.FollowingStatus.Phase;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.Wanted;
import dev.ratecast.known.kafka.FollowerSettings;
import dev.ratecast.known.kafka.MemoryFollower;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.memory.SnapshotFile;
import dev.ratecast.known.postgres.PostgresKnownRatings;
import dev.ratecast.known.postgres.PostgresStoredRatings;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory that serves knows exactly what Postgres knows once both have applied the same, wherever it began to follow;
 * and where it cannot know that, it is filled anew.
 */
class MemoryComesToPostgresStateIT {
    private static final int PARTITIONS = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final NeighborRule RULE = NeighborRule.byDefault(IngestionUnderTest.SCALE);
    private static final Wanted EVERYTHING = new Wanted(10, (movie, ratings) -> true);

    private final RandomEvents random = new RandomEvents(7, 12, 9);

    @TempDir
    private Path folder;

    @Test
    void when_it_followed_from_the_first_event_on() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS, Map.of("max-batch", "40"));
                Follower memory = new Follower(ingestion)) {
            ingestion.startConsumer();
            for (int round = 0; round < 4; round++) {
                send(ingestion, 300);
                ingestion.awaitApplied();
                memory.awaitAgreement(random);
            }
            assertThat(memory.status().loads()).containsExactlyEntriesOf(Map.of(Reason.START, 1));
            assertThat(memory.status().isHealthy()).isTrue();
        }
    }

    @Test
    void when_it_began_in_the_middle_and_when_it_was_restarted() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS, Map.of("max-batch", "40"))) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 2_000);
            for (int start = 0; start < 3; start++) {
                try (Follower memory = new Follower(ingestion)) {
                    send(ingestion, 500);
                    ingestion.awaitApplied();
                    memory.awaitAgreement(random);
                    assertThat(memory.status().loads()).containsExactlyEntriesOf(Map.of(Reason.START, 1));
                }
                send(ingestion, 500);
            }
            ingestion.stop(consumer);
            send(ingestion, 500);
            ingestion.flush();
            try (Follower ahead = new Follower(ingestion)) {
                Awaitility.await().atMost(MINUTE).until(() -> ahead.status().phase() == Phase.FOLLOWING);
                ingestion.startConsumer();
                ingestion.awaitApplied();
                ahead.awaitAgreement(random);
                assertThat(ahead.status().loads()).containsExactlyEntriesOf(Map.of(Reason.START, 1));
            }
        }
    }

    @Test
    void when_it_goes_on_from_the_file_that_the_last_run_left() throws Exception {
        MemorySnapshots file = new SnapshotFile(folder, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS)) {
            ingestion.startConsumer();
            for (int start = 0; start < 3; start++) {
                assertThat(file.read().isPresent()).isEqualTo(start > 0);
                AtomicInteger copies = new AtomicInteger();
                try (Follower memory = new Follower(ingestion, file, copies)) {
                    send(ingestion, 200);
                    ingestion.awaitApplied();
                    memory.awaitAgreement(random);
                    assertThat(copies).hasValue(start == 0 ? 1 : 0);
                    assertThat(memory.status().loads()).isEqualTo(start == 0 ? Map.of(Reason.START, 1) : Map.of());
                }
            }

            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                memory.awaitAgreement(random);
                ingestion.send(1, "{\"customer_id\":1,\"erase\":true}");
                ingestion.awaitApplied();
                memory.awaitAgreement(random);
                assertThat(file.read())
                        .as("nobody who is erased is left in a file")
                        .isEmpty();
            }
            assertThat(file.read()).isPresent();
        }
    }

    @Test
    void when_the_file_that_the_last_run_left_is_damaged_or_of_another_topic() throws Exception {
        MemorySnapshots file = new SnapshotFile(folder, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS)) {
            ingestion.startConsumer();
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                send(ingestion, 200);
                ingestion.awaitApplied();
                memory.awaitAgreement(random);
            }
            MemorySnapshots.Kept kept = file.read().orElseThrow();
            String topicId = kept.positions().get(0).topicId();
            file.write(kept.memory(), Map.of(0, new StoredRatings.Position("another", 1, null)));
            awaitCopy(ingestion, file);
            file.write(kept.memory(), Map.of(0, new StoredRatings.Position(topicId, 1L << 40, null)));
            awaitCopy(ingestion, file);
            Path written = folder.resolve("known-ratings.snapshot");
            byte[] bytes = Files.readAllBytes(written);
            Files.write(written, Arrays.copyOf(bytes, bytes.length - 3));
            awaitCopy(ingestion, file);
        }
    }

    private void awaitCopy(IngestionUnderTest ingestion, MemorySnapshots file) throws Exception {
        AtomicInteger copies = new AtomicInteger();
        try (Follower memory = new Follower(ingestion, file, copies)) {
            memory.awaitAgreement(random);
            assertThat(copies).hasValue(1);
            assertThat(file.read())
                    .as("erasures that the copy went past are in no file")
                    .isEmpty();
        }
    }

    @Test
    void when_the_broker_was_away_in_between() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS);
                Follower memory = new Follower(ingestion)) {
            ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            memory.awaitAgreement(random);

            memory.brokerAway = true;
            send(ingestion, 300);
            ingestion.awaitApplied();
            Awaitility.await().atMost(MINUTE).until(() -> memory.status().waitingFor() != null);
            assertThat(memory.status().isHealthy()).isFalse();
            assertThat(memory.served.isFromMemory()).isTrue();

            memory.brokerAway = false;
            memory.awaitAgreement(random);
            Awaitility.await().atMost(MINUTE).until(() -> memory.status().isHealthy());
            assertThat(memory.status().loads()).containsExactlyEntriesOf(Map.of(Reason.START, 1));
        }
    }

    @Test
    void when_it_fits_no_longer_and_is_let_go_with_the_file_that_no_erasure_would_reach() throws Exception {
        MemorySnapshots file = new SnapshotFile(folder, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS)) {
            ingestion.startConsumer();
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                send(ingestion, 300);
                ingestion.awaitApplied();
                memory.awaitAgreement(random);
            }
            MemorySnapshots.Kept kept = file.read().orElseThrow();
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                memory.awaitAgreement(random);
                memory.limit = 10;
                awaitOff(memory);
                assertThat(file.read()).as("given up while it was followed").isEmpty();
            }
            assertThat(file.read()).as("nor is it kept at the end").isEmpty();

            file.write(kept.memory(), kept.positions());
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger(), 10)) {
                awaitOff(memory);
                assertThat(file.read()).as("given up at the start").isEmpty();
            }
        }
    }

    @Test
    void when_something_failed_that_should_not_and_the_file_went_with_the_memory() throws Exception {
        MemorySnapshots file = new SnapshotFile(folder, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS)) {
            ingestion.startConsumer();
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                send(ingestion, 300);
                ingestion.awaitApplied();
                memory.awaitAgreement(random);
            }
            assertThat(file.read()).isPresent();
            try (Follower memory = new Follower(ingestion, file, new AtomicInteger())) {
                memory.awaitAgreement(random);
                memory.defective = true;
                Awaitility.await().atMost(MINUTE).until(() -> memory.status().fault() != null);
                assertThat(file.read()).as("nobody hears of erasures now").isEmpty();

                memory.defective = false;
                memory.awaitAgreement(random);
                assertThat(memory.hasLoadedFor(Reason.FAULT)).isTrue();
            }
        }
    }

    @Test
    void when_what_was_copied_is_not_what_the_store_counts_and_the_store_serves_until_it_is() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            ingestion.stop(consumer);
            Tables.execute(ingestion.dataSource(), "update era_aggregate_slot set rating_count = rating_count + 1");
            try (Follower memory = new Follower(ingestion)) {
                Awaitility.await().atMost(MINUTE).until(() -> memory.status().fault() != null);
                assertThat(memory.status().fault()).contains("in one snapshot the store counts");
                assertThat(memory.served.isFromMemory()).isFalse();

                Tables.execute(ingestion.dataSource(), "update era_aggregate_slot set rating_count = rating_count - 1");
                memory.awaitAgreement(random);
                assertThat(memory.status().isHealthy()).isTrue();
                assertThat(memory.status().loads())
                        .as("without those that failed")
                        .containsExactlyEntriesOf(Map.of(Reason.FAULT, 1));
            }
        }
    }

    @Test
    void when_an_error_came_up_while_it_was_looked_into() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS);
                Follower memory = new Follower(ingestion)) {
            ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            memory.awaitAgreement(random);

            memory.failsToSumUp = true;
            assertThatThrownBy(memory::checksumOfMemory).hasRootCauseInstanceOf(StackOverflowError.class);
            memory.failsToSumUp = false;

            send(ingestion, 300);
            ingestion.awaitApplied();
            Awaitility.await().atMost(MINUTE).until(() -> memory.hasLoadedFor(Reason.FAULT));
            memory.awaitAgreement(random);
        }
    }

    private static void awaitOff(Follower memory) {
        Awaitility.await().atMost(MINUTE).until(() -> memory.status().phase() == Phase.OFF);
        assertThat(memory.served.isFromMemory()).isFalse();
        assertThat(memory.status().isHealthy()).isTrue();
    }

    @Test
    void when_the_topic_got_more_partitions() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS);
                Follower memory = new Follower(ingestion);
                Admin admin = Admin.create(Servers.kafka())) {
            ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            memory.awaitAgreement(random);

            admin.createPartitions(Map.of(ingestion.topic(), NewPartitions.increaseTo(PARTITIONS + 2)))
                    .all()
                    .get();
            Awaitility.await().atMost(MINUTE).until(() -> memory.hasLoadedFor(Reason.PARTITIONS));
            send(ingestion, 300);
            ingestion.awaitApplied();
            memory.awaitAgreement(random);
        }
    }

    @Test
    void when_events_were_passed_over_that_it_had_applied() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS);
                Follower memory = new Follower(ingestion)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            ingestion.stop(consumer);
            send(ingestion, 300);
            ingestion.flush();
            Awaitility.await().atMost(MINUTE).until(() -> !memory.agrees(random));

            for (Map.Entry<Integer, PartitionRange> range : ranges(ingestion).entrySet()) {
                ingestion
                        .offsets()
                        .set(
                                ingestion.topic(),
                                range.getKey(),
                                range.getValue().topicId(),
                                range.getValue().end());
            }

            memory.awaitAgreement(random);
            assertThat(memory.hasLoadedFor(Reason.DISAGREEMENT)).isTrue();
        }
    }

    @Test
    void when_the_topic_was_created_anew_and_someone_said_where_to_go_on() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(PARTITIONS);
                Follower memory = new Follower(ingestion)) {
            ingestion.startConsumer();
            send(ingestion, 300);
            ingestion.awaitApplied();
            memory.awaitAgreement(random);

            ingestion.recreateTopic();
            Awaitility.await()
                    .atMost(MINUTE)
                    .until(() -> memory.status().stopped().size() == PARTITIONS);
            assertThat(memory.status().isHealthy()).isFalse();
            memory.awaitAgreement(random);

            for (Map.Entry<Integer, PartitionRange> range : ranges(ingestion).entrySet()) {
                ingestion
                        .offsets()
                        .set(ingestion.topic(), range.getKey(), range.getValue().topicId(), 0);
            }
            send(ingestion, 300);
            ingestion.awaitApplied();
            Awaitility.await().atMost(MINUTE).until(() -> memory.status().isHealthy());
            memory.awaitAgreement(random);
        }
    }

    @Test
    void when_the_offset_to_go_on_from_is_gone() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1);
                Admin admin = Admin.create(Servers.kafka())) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 100);
            ingestion.awaitApplied();
            ingestion.stop(consumer);
            send(ingestion, 100);
            ingestion.flush();
            StoredOffset stored = ingestion.offsets().all(ingestion.topic()).get(0);
            admin.deleteRecords(Map.of(
                            new TopicPartition(ingestion.topic(), 0),
                            RecordsToDelete.beforeOffset(stored.nextOffset() + 10)))
                    .all()
                    .get();

            try (Follower memory = new Follower(ingestion)) {
                memory.awaitAgreement(random);
                assertThat(memory.status().stopped().get(0)).contains("is gone");

                ingestion.offsets().set(ingestion.topic(), 0, stored.topicId(), stored.nextOffset() + 10);
                ingestion.startConsumer();
                ingestion.awaitApplied();
                Awaitility.await().atMost(MINUTE).until(() -> memory.status().isHealthy());
                memory.awaitAgreement(random);
                assertThat(memory.hasLoadedFor(Reason.OFFSET_SET)).isTrue();
            }
        }
    }

    private static Map<Integer, PartitionRange> ranges(IngestionUnderTest ingestion) throws InterruptedException {
        Map<Integer, PartitionRange> ranges = new HashMap<>();
        try (TopicLook look = new TopicLook(Servers.kafka(), ingestion.topic())) {
            for (int partition = 0; partition < look.partitionCount(); partition++) {
                ranges.put(partition, look.range(partition));
            }
        }
        return ranges;
    }

    /** Sends random events, and an invalid one after every fifty. */
    private void send(IngestionUnderTest ingestion, int count) {
        List<RatingEvent> events = new ArrayList<>(random.next(count));
        for (int i = 0; i < count; i++) {
            RatingEvent event = events.get(i);
            ingestion.send(event.customer().value(), json(event));
            if (i % 50 == 0) {
                ingestion.send(
                        "7".getBytes(StandardCharsets.UTF_8), "{\"customer_id\":7".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String json(RatingEvent event) {
        String customer = "{\"customer_id\":" + event.customer();
        if (!(event instanceof RatingEvent.OnMovie onMovie)) {
            return customer + ",\"erase\":true}";
        }
        String title = onMovie.movie().title() == null
                ? ""
                : ",\"title\":\"" + onMovie.movie().title() + "\"";
        return customer + ",\"movie_id\":" + onMovie.movie().movie() + ",\"rating\":"
                + onMovie.state().units() + ",\"rating_date\":\"" + Instant.ofEpochSecond(onMovie.ratedAt())
                + "\",\"release_year\":" + onMovie.movie().releaseYear() + title + "}";
    }

    /** A memory that follows the ratings of an ingestion, and Postgres beside it. */
    private static final class Follower implements AutoCloseable {
        private final KnownRatings postgres;
        private final StoredRatings stored;
        private final String topic;
        private final ServedKnownRatings served;
        private final TopicLook look;
        private final MemoryFollower follower;
        private final Thread thread;
        private volatile boolean brokerAway;
        private volatile boolean defective;
        private volatile boolean failsToSumUp;
        private volatile long limit;

        Follower(IngestionUnderTest ingestion) {
            this(ingestion, MemorySnapshots.NONE, new AtomicInteger());
        }

        /** @param copies counts how often the memory is filled from Postgres */
        Follower(IngestionUnderTest ingestion, MemorySnapshots snapshots, AtomicInteger copies) {
            this(ingestion, snapshots, copies, Long.MAX_VALUE);
        }

        /** @param most how many ratings fit, to begin with */
        Follower(IngestionUnderTest ingestion, MemorySnapshots snapshots, AtomicInteger copies, long most) {
            limit = most;
            postgres = new PostgresKnownRatings(
                    ingestion.dataSource(), IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
            served = new ServedKnownRatings(postgres);
            look = new TopicLook(Servers.kafka(), ingestion.topic());
            topic = ingestion.topic();
            stored = new PostgresStoredRatings(
                    ingestion.dataSource(), IngestionUnderTest.SCALE, IngestionUnderTest.ERAS);
            follower = new MemoryFollower(
                    Servers.kafka(),
                    new FollowerSettings(
                            ingestion.topic(), Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofHours(1)),
                    this::topicId,
                    new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1)),
                    stored,
                    () -> {
                        copies.incrementAndGet();
                        RatingsLoad load =
                                MemoryKnownRatings.load(IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
                        // A file takes no other memory than it knows.
                        return snapshots == MemorySnapshots.NONE ? fragile(load) : load;
                    },
                    snapshots,
                    size -> size.ratings() <= limit,
                    served);
            thread = new Thread(follower, "follower-under-test");
            thread.start();
        }

        private Optional<String> topicId() throws InterruptedException {
            if (brokerAway) {
                throw new KafkaException("no answer");
            }
            if (defective) {
                throw new IllegalStateException("a defect");
            }
            return look.topicId();
        }

        FollowingStatus status() {
            return follower.status();
        }

        boolean hasLoadedFor(Reason reason) {
            return status().loads().containsKey(reason);
        }

        boolean agrees(RandomEvents random) {
            return served.isFromMemory()
                    && served.facts(random.questions(), EVERYTHING)
                            .equals(postgres.facts(random.questions(), EVERYTHING));
        }

        void awaitAgreement(RandomEvents random) {
            Awaitility.await()
                    .atMost(MINUTE)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> {
                        assertThat(served.isFromMemory()).isTrue();
                        assertThat(served.facts(random.questions(), EVERYTHING))
                                .isEqualTo(postgres.facts(random.questions(), EVERYTHING));
                        assertThat(checksumOfMemory()).isEqualTo(checksumOfTables());
                    });
        }

        /** As {@code audit} compares them: each rating with its date, withdrawn ones included. */
        private String checksumOfMemory() throws InterruptedException {
            return follower.standing(Duration.ofSeconds(10))
                    .map(standing -> standing.rows() + " " + standing.checksum())
                    .orElse("none");
        }

        private RatingsLoad fragile(RatingsLoad load) {
            return new RatingsLoad() {
                @Override
                public void movie(MovieFacts movie) {
                    load.movie(movie);
                }

                @Override
                public void rating(long customer, long movie, @Nullable Integer units, long ratedAt) {
                    load.rating(customer, movie, units, ratedAt);
                }

                @Override
                public FollowedRatings finish() {
                    return fragile(load.finish());
                }
            };
        }

        private FollowedRatings fragile(FollowedRatings memory) {
            return (FollowedRatings) Proxy.newProxyInstance(
                    FollowedRatings.class.getClassLoader(),
                    new Class<?>[] {FollowedRatings.class},
                    (proxy, method, arguments) -> {
                        if (failsToSumUp && method.getName().equals("checksum")) {
                            throw new StackOverflowError("a defect");
                        }
                        return method.invoke(memory, arguments);
                    });
        }

        private String checksumOfTables() {
            RatingsChecksum checksum = new RatingsChecksum();
            stored.copy(topic, checksum);
            return checksum.rows() + " " + checksum.value();
        }

        @Override
        public void close() throws InterruptedException {
            follower.close();
            thread.join(30_000);
            look.close();
        }
    }
}
