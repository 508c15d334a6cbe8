package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.micrometer.IngestionMetrics;
import dev.ratecast.testing.FailingStatements;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What nobody foresaw, a defect of ours or an error of the JVM, ends no thread and skips no event: it shows, is tried
 * again with growing pauses, holds up its own partition alone, and is over by itself once it no longer happens.
 */
class FaultsNeverEndIngestionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POISON = 4_711;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void a_store_that_fails_unforeseen_now_and_then_loses_nothing_and_counts_nothing_twice() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "100"))) {
            AtomicInteger calls = new AtomicInteger();
            RatingsConsumer consumer = ingestion.startConsumer(store -> batch -> {
                int call = calls.incrementAndGet();
                if (call % 5 == 1) {
                    throw new IllegalStateException("a defect before the commit");
                }
                EffectCounts effects = store.apply(batch);
                if (call % 5 == 3) {
                    throw new NoClassDefFoundError("a defect after the commit");
                }
                return effects;
            });
            send(ingestion, 0, 3_000);
            ingestion.awaitApplied();

            assertThat(calls.get()).isGreaterThan(20);
            assertEverythingCounts(ingestion, 3_000);
            stopFailing(calls);
            awaitHealthy(ingestion, consumer);
        }
    }

    /** A pool takes a connection back whose transaction is open, and turns auto-commit on: what is open must not count. */
    @Test
    void an_error_of_the_jvm_amid_a_transaction_leaves_nothing_of_it() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "100"));
                AgroalDataSource pool = Pools.of(ingestion.dataSource(), 2)) {
            AtomicInteger tries = new AtomicInteger();
            RatingStore store = ingestion.store(FailingStatements.of(
                    pool, sql -> sql.contains("customer_era_aggregate") && tries.incrementAndGet() % 3 == 1));
            RatingsConsumer consumer = start(ingestion, parser(), store, ingestion.offsets());
            send(ingestion, 0, 3_000);
            ingestion.awaitApplied();

            assertThat(tries.get()).isGreaterThan(20);
            assertEverythingCounts(ingestion, 3_000);
            stopFailing(tries);
            awaitHealthy(ingestion, consumer);
        }
    }

    @Test
    void an_event_that_the_store_fails_at_holds_up_its_partition_alone_and_counts_once_it_no_longer_fails()
            throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger failures = new AtomicInteger();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            RatingsConsumer consumer = start(
                    ingestion, parser(), new PoisonedStore(ingestion.store(), broken, failures), ingestion.offsets());
            holdsUpItsPartitionAlone(ingestion, consumer, broken, failures, "OutOfMemoryError");
        }
    }

    @Test
    void an_event_that_the_parser_fails_at_holds_up_its_partition_alone_and_counts_once_it_no_longer_fails()
            throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger failures = new AtomicInteger();
        EventParser parser = parser();
        EventParser poisoned = record -> {
            if (broken.get()
                    && new String(record.value(), StandardCharsets.UTF_8).contains("\"movie_id\":" + POISON + ",")) {
                failures.incrementAndGet();
                throw new IllegalStateException("a defect");
            }
            return parser.parse(record);
        };
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            RatingsConsumer consumer = start(ingestion, poisoned, ingestion.store(), ingestion.offsets());
            holdsUpItsPartitionAlone(ingestion, consumer, broken, failures, "IllegalStateException");
        }
    }

    @Test
    void a_fault_outside_of_any_partition_shows_and_ingestion_goes_on_after_it() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            OffsetStore offsets = ingestion.offsets();
            RatingsConsumer consumer =
                    start(ingestion, parser(), ingestion.store(), new FailingOffsets(offsets, failures));
            send(ingestion, 0, 100);
            Awaitility.await().atMost(PATIENCE).until(() -> consumer.status().fault() != null);
            assertThat(consumer.status().isHealthy()).isFalse();
            ingestion.awaitApplied();

            assertThat(failures.get()).isEqualTo(3);
            assertThat(faultsCounted()).isEqualTo(3);
            assertEverythingCounts(ingestion, 100);
            Awaitility.await().atMost(PATIENCE).until(() -> consumer.status().isHealthy());
        }
    }

    private void holdsUpItsPartitionAlone(
            IngestionUnderTest ingestion,
            RatingsConsumer consumer,
            AtomicBoolean broken,
            AtomicInteger failures,
            String cause)
            throws Exception {
        send(ingestion, 0, 500);
        ingestion.send(0, rating(0, POISON));
        send(ingestion, 500, 500);
        ingestion.flush();
        Awaitility.await().atMost(PATIENCE).until(() -> failures.get() >= 4);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isBetween(600L, 999L);
            List<String> faults = consumer.status().partitions().values().stream()
                    .filter(text -> text.startsWith(IngestionStatus.FAULT))
                    .toList();
            assertThat(faults).singleElement().asString().contains(cause).contains(" times");
        });
        assertThat(consumer.status().isHealthy()).isFalse();
        // Pauses double from 100 ms on: not many more tries than seconds.
        int before = failures.get();
        Thread.sleep(2_000);
        assertThat(failures.get() - before).isLessThan(10);
        assertThat(faultsCounted()).isGreaterThanOrEqualTo(4);

        broken.set(false);
        ingestion.awaitApplied();
        assertEverythingCounts(ingestion, 1_001);
        assertThat(ingestion.deadLetters()).isEmpty();
        Awaitility.await().atMost(PATIENCE).until(() -> consumer.status().isHealthy());
    }

    private RatingsConsumer start(
            IngestionUnderTest ingestion, EventParser parser, RatingStore store, OffsetStore offsets) {
        return ingestion.startConsumer(
                parser,
                store,
                offsets,
                new IngestionMetrics(meters, RatingEventParser.reasons()),
                new TopicLook(Servers.kafka(), ingestion.topic()));
    }

    private double faultsCounted() {
        return meters.find("ratecast.ingest.faults").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static EventParser parser() {
        return new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1));
    }

    private static void stopFailing(AtomicInteger calls) {
        calls.set(Integer.MIN_VALUE);
    }

    private static void awaitHealthy(IngestionUnderTest ingestion, RatingsConsumer consumer) {
        send(ingestion, 3_000, 300);
        ingestion.awaitApplied();
        Awaitility.await().atMost(PATIENCE).until(() -> consumer.status().isHealthy());
    }

    private static void assertEverythingCounts(IngestionUnderTest ingestion, int ratings) throws Exception {
        assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                .isEqualTo(ratings);
        assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
    }

    private static void send(IngestionUnderTest ingestion, int first, int count) {
        for (int i = first; i < first + count; i++) {
            ingestion.send(i % 37, rating(i % 37, 10_000 + i));
        }
    }

    private static String rating(long customer, long movie) {
        return "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":4,\"rating_date\":\"2005-01-01\"}"
                .formatted(customer, movie);
    }

    private record PoisonedStore(RatingStore store, AtomicBoolean broken, AtomicInteger failures)
            implements RatingStore {
        @Override
        public EffectCounts apply(EventBatch batch) {
            if (broken.get() && batch.events().toString().contains("[movie=" + POISON + ",")) {
                failures.incrementAndGet();
                throw new OutOfMemoryError("not really");
            }
            return store.apply(batch);
        }
    }

    /** Fails three times to acquire a partition. */
    private record FailingOffsets(OffsetStore offsets, AtomicInteger failures) implements OffsetStore {
        @Override
        public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
            if (failures.get() < 3) {
                failures.incrementAndGet();
                throw new IllegalStateException("a defect");
            }
            return offsets.acquire(topic, partition, topicId, firstOffset);
        }

        @Override
        public Optional<StoredOffset> find(String topic, int partition) {
            return offsets.find(topic, partition);
        }

        @Override
        public List<StoredOffset> all(String topic) {
            return offsets.all(topic);
        }

        @Override
        public void set(String topic, int partition, String topicId, long nextOffset) {
            offsets.set(topic, partition, topicId, nextOffset);
        }
    }
}
