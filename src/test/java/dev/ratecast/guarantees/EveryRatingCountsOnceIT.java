package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.CountingStore;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Each rating has its effect exactly once: whatever is sent again, restarted, rebalanced, taken over or failed, the
 * tables are those of one undisturbed run, and every aggregate equals a recount.
 */
class EveryRatingCountsOnceIT {
    private static final int CUSTOMERS = 60;
    private static final int SLICE = 50;
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Test
    void importing_the_same_dataset_again_changes_no_column() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            Dataset sample = sample();
            ingestion.startConsumer();
            send(ingestion, sample, sample.timeOrder());
            Map<String, List<String>> once = Tables.everything(ingestion.dataSource());
            assertThat(once.get("rating")).hasSize(sample.size());
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));

            send(ingestion, sample, sample.timeOrder());

            assertThat(Tables.everything(ingestion.dataSource())).isEqualTo(once);
        }
    }

    @Test
    void the_order_across_customers_does_not_matter_nor_does_the_number_of_consumers() throws Exception {
        Dataset sample = sample();
        Map<String, List<String>> inOrder;
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            send(ingestion, sample, sample.timeOrder());
            inOrder = Tables.contents(ingestion.dataSource());
        }
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6)) {
            List<CountingStore> stores = startTwo(ingestion);
            send(ingestion, sample, sample.shuffledOrder(11));

            assertThat(stores).allSatisfy(store -> assertThat(store.events()).isPositive());
            assertThat(Tables.contents(ingestion.dataSource())).isEqualTo(inOrder);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void consumers_that_come_and_go_lose_nothing_and_count_nothing_twice() throws Exception {
        Dataset sample = sample();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6, Map.of("max-batch", "500"))) {
            AtomicBoolean settled = new AtomicBoolean();
            Thread sender = new Thread(() -> trickle(ingestion, sample, settled));
            RatingsConsumer first = startToWork(ingestion, sender::start);
            RatingsConsumer second = startToWork(ingestion, () -> {});
            ingestion.stop(first);
            RatingsConsumer third = startToWork(ingestion, () -> {});
            ingestion.stop(second);
            startToWork(ingestion, () -> {});
            ingestion.stop(third);
            settled.set(true);
            sender.join();
            ingestion.awaitApplied();

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(sample.size());
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void a_store_that_fails_before_and_after_its_commit_is_tried_until_every_rating_counts_once() throws Exception {
        Dataset sample = sample();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "700"))) {
            AtomicInteger failures = new AtomicInteger();
            ingestion.startConsumer(store -> new FailingStore(store, new Random(5), failures));
            send(ingestion, sample, sample.timeOrder());

            assertThat(failures.get()).isGreaterThan(5);
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(sample.size());
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void of_replacements_withdrawals_and_erasures_the_newest_date_stays_and_aggregates_equal_a_recount()
            throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6, Map.of("max-batch", "200"))) {
            List<CountingStore> stores = startTwo(ingestion);
            Random random = new Random(3);
            Map<List<Integer>, Expected> expected = new HashMap<>();
            for (int i = 0; i < 6_000; i++) {
                int customer = random.nextInt(CUSTOMERS);
                if (random.nextInt(150) == 0) {
                    erase(ingestion, customer, expected);
                } else {
                    rate(ingestion, customer, random, expected);
                }
            }
            List<Integer> erasedLast = List.of(1, 20, 41, 59);
            for (int customer : erasedLast) {
                assertThat(expected.keySet()).anyMatch(key -> key.get(0) == customer);
                erase(ingestion, customer, expected);
            }
            ingestion.awaitApplied();

            assertThat(stores).allSatisfy(store -> assertThat(store.events()).isPositive());
            assertThat(
                            Tables.rows(
                                    ingestion.dataSource(),
                                    "select customer_id, movie_id, rating, extract(day from rating_date at time zone 'UTC') from rating"))
                    .isEqualTo(expected.entrySet().stream()
                            .map(entry -> entry.getKey().get(0) + "|"
                                    + entry.getKey().get(1) + "|"
                                    + entry.getValue().rating() + "|"
                                    + entry.getValue().day() + "|")
                            .sorted()
                            .toList());
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
            for (int customer : erasedLast) {
                for (String table : List.of("rating", "rating_history", "customer_aggregate")) {
                    assertThat(Tables.number(
                                    ingestion.dataSource(),
                                    "select count(*) from " + table + " where customer_id = " + customer))
                            .as(table)
                            .isZero();
                }
            }
        }
    }

    /** What has to be stored of a customer's rating of a movie. */
    private record Expected(String rating, int day) {}

    private static void erase(IngestionUnderTest ingestion, int customer, Map<List<Integer>, Expected> expected) {
        ingestion.send(customer, "{\"customer_id\":" + customer + ",\"erase\":true}");
        expected.keySet().removeIf(key -> key.get(0) == customer);
    }

    /** A random rating, which stays where none of a later date is there. */
    private static void rate(
            IngestionUnderTest ingestion, int customer, Random random, Map<List<Integer>, Expected> expected) {
        int movie = random.nextInt(40);
        String rating = random.nextInt(10) == 0 ? "null" : Integer.toString(1 + random.nextInt(5));
        String year =
                random.nextInt(3) == 0 ? "" : ",\"release_year\":" + (1950 + (movie * 7 + random.nextInt(30)) % 55);
        int day = 1 + random.nextInt(28);
        ingestion.send(
                customer,
                "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"2005-01-%02d\"%s}"
                        .formatted(customer, movie, rating, day, year));
        expected.merge(
                List.of(customer, movie),
                new Expected(rating, day),
                (stored, arrived) -> arrived.day() < stored.day() ? stored : arrived);
    }

    /** Starts two consumers, and waits until both have partitions. */
    private static List<CountingStore> startTwo(IngestionUnderTest ingestion) {
        List<CountingStore> stores = new ArrayList<>();
        List<RatingsConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            consumers.add(ingestion.startConsumer(store -> counting(store, stores)));
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> consumers.stream()
                .allMatch(consumer -> consumer.status().partitions().containsValue("reading")));
        return stores;
    }

    /** Starts a consumer, and waits until it has applied events. */
    private static RatingsConsumer startToWork(IngestionUnderTest ingestion, Runnable begin) {
        List<CountingStore> stores = new ArrayList<>();
        RatingsConsumer consumer = ingestion.startConsumer(store -> counting(store, stores));
        begin.run();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stores.get(0).events() > 0);
        return consumer;
    }

    private static CountingStore counting(RatingStore store, List<CountingStore> stores) {
        stores.add(new CountingStore(store));
        return stores.get(stores.size() - 1);
    }

    /** Sends slice by slice, with pauses until it is told that no more consumers will come and go. */
    private static void trickle(IngestionUnderTest ingestion, Dataset dataset, AtomicBoolean settled) {
        int[] order = dataset.timeOrder();
        for (int from = 0; from < order.length; from += SLICE) {
            boolean last = settled.get();
            int to = last ? order.length : Math.min(order.length, from + SLICE);
            sendOnly(ingestion, dataset, Arrays.copyOfRange(order, from, to));
            if (last) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Dataset sample() {
        return Dataset.load(
                DatasetSource.ofSample(),
                null,
                new RatingRules(RatingScale.WHOLE_STARS, Instant.now().getEpochSecond()),
                (rows, read, total) -> {});
    }

    private static void send(IngestionUnderTest ingestion, Dataset dataset, int[] order) {
        sendOnly(ingestion, dataset, order);
        ingestion.awaitApplied();
    }

    private static void sendOnly(IngestionUnderTest ingestion, Dataset dataset, int[] order) {
        new DatasetImporter(new HashMap<>(Servers.kafka()), ingestion.topic())
                .send(dataset, order, DatasetImporter.Progress.NONE);
    }

    /** Fails every third batch or so: half of them before the commit, half of them after it went through. */
    private record FailingStore(RatingStore store, Random random, AtomicInteger failures) implements RatingStore {
        @Override
        public EffectCounts apply(EventBatch batch) {
            int fate = random.nextInt(6);
            if (fate == 0) {
                failures.incrementAndGet();
                throw new StoreUnavailableException("lost before the commit", null);
            }
            EffectCounts effects = store.apply(batch);
            if (fate == 1) {
                failures.incrementAndGet();
                throw new StoreUnavailableException("lost after the commit", null);
            }
            return effects;
        }
    }
}
