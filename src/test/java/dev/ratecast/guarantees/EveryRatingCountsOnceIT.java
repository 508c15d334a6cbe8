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
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Each rating has its effect exactly once: whatever is sent again, restarted, rebalanced, taken over or failed, the
 * tables are those of one undisturbed run, and every aggregate equals a recount.
 */
class EveryRatingCountsOnceIT {
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
            ingestion.startConsumer();
            ingestion.startConsumer();
            send(ingestion, sample, sample.shuffledOrder(11));

            assertThat(Tables.contents(ingestion.dataSource())).isEqualTo(inOrder);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void consumers_that_come_and_go_lose_nothing_and_count_nothing_twice() throws Exception {
        Dataset sample = sample();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6, Map.of("max-batch", "500"))) {
            RatingsConsumer first = ingestion.startConsumer();
            Thread sender = new Thread(() -> sendOnly(ingestion, sample, sample.timeOrder()));
            sender.start();
            RatingsConsumer second = ingestion.startConsumer();
            Thread.sleep(1_000);
            ingestion.stop(first);
            RatingsConsumer third = ingestion.startConsumer();
            Thread.sleep(1_000);
            ingestion.stop(second);
            ingestion.startConsumer();
            ingestion.stop(third);
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
    void replacements_withdrawals_erasures_and_late_years_leave_aggregates_that_equal_a_recount() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6, Map.of("max-batch", "200"))) {
            ingestion.startConsumer();
            ingestion.startConsumer();
            Random random = new Random(3);
            Set<Long> erasedLast = new HashSet<>();
            for (int i = 0; i < 6_000; i++) {
                long customer = random.nextInt(60);
                if (random.nextInt(150) == 0) {
                    ingestion.send(customer, "{\"customer_id\":" + customer + ",\"erase\":true}");
                    erasedLast.add(customer);
                } else {
                    erasedLast.remove(customer);
                    ingestion.send(customer, event(random, customer));
                }
            }
            ingestion.awaitApplied();

            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
            for (long customer : erasedLast) {
                assertThat(Tables.number(
                                ingestion.dataSource(),
                                "select (select count(*) from rating where customer_id = " + customer + ")"
                                        + " + (select count(*) from rating_history where customer_id = " + customer
                                        + ")"
                                        + " + (select count(*) from customer_aggregate where customer_id = " + customer
                                        + ")"))
                        .isZero();
            }
        }
    }

    private static String event(Random random, long customer) {
        int movie = random.nextInt(40);
        String rating = random.nextInt(10) == 0 ? "null" : Integer.toString(1 + random.nextInt(5));
        String year =
                random.nextInt(3) == 0 ? "" : ",\"release_year\":" + (1950 + (movie * 7 + random.nextInt(30)) % 55);
        return "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"2005-01-%02d\"%s}"
                .formatted(customer, movie, rating, 1 + random.nextInt(28), year);
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
        new DatasetImporter(new HashMap<>(Servers.kafka()), ingestion.topic(), DatasetImporter.DEFAULT_TOPIC_WAIT)
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
