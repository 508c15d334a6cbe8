package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.postgres.BulkLoad;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.CommandUnderTest.Result;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RealData;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import --bulk} leaves what streaming the same dataset would have left, or nothing. */
class BulkImportIT {
    private static final String INDEXES = "select indexdef from pg_indexes where schemaname = 'public'";
    private static final String WAITING_FOR_A_LOCK =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    @TempDir
    Path folder;

    @Test
    void replacements_repeats_missing_years_and_disputed_titles_leave_the_same_tables_as_streaming() throws Exception {
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, disputedRatings(4_000));

        Map<String, List<String>> streamed = streamed(file);
        assertThat(streamed.get("rating_history")).hasSizeGreaterThan(500);
        assertThat(loaded(file)).isEqualTo(streamed);
    }

    @Test
    void real_ratings_leave_the_same_tables_as_streaming() throws Exception {
        Path data = RealData.at("netflix-prize-medium");

        assertThat(loaded(data)).isEqualTo(streamed(data));
    }

    @Test
    void streaming_goes_on_after_a_bulk_import_where_the_topic_begins() throws Exception {
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, disputedRatings(500));
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            ingestion.send(1, "{\"customer_id\":1,\"movie_id\":900,\"rating\":5,\"rating_date\":\"2006-01-01\"}");
            ingestion.flush();
            assertThat(importInBulk(ingestion, file).exitCode()).isZero();
            long before = Tables.number(ingestion.dataSource(), "select count(*) from rating");

            ingestion.startConsumer();
            ingestion.send(2, "{\"customer_id\":2,\"movie_id\":901,\"rating\":3,\"rating_date\":\"2006-01-01\"}");
            ingestion.awaitApplied();

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(before + 2);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void a_system_that_has_ratings_is_refused_and_stays_as_it_is() throws Exception {
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, disputedRatings(200));
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            assertThat(importInBulk(ingestion, file).exitCode()).isZero();
            Map<String, List<String>> before = Tables.everything(ingestion.dataSource());

            Result again = importInBulk(ingestion, file);

            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.text()).contains("table rating is not empty");
            assertThat(Tables.everything(ingestion.dataSource())).isEqualTo(before);
        }
    }

    @Test
    void a_load_that_ends_early_leaves_an_empty_system_with_all_its_indexes() throws Exception {
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, disputedRatings(200));
        Dataset dataset = dataset(file);
        List<MovieFacts> facts = facts(dataset);
        for (String phase : List.of("read", "aggregates", "indexes", "statistics")) {
            DataSource dataSource = Servers.newMigratedDatabase();
            List<String> indexes = Tables.rows(dataSource, INDEXES);
            BulkLoad load = new BulkLoad(dataSource, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, true);

            assertThatThrownBy(() -> load.run(dataset, facts, List.of(), new EndingAt(phase)))
                    .hasMessage("ended at " + phase);

            assertThat(Tables.everything(dataSource).values())
                    .allSatisfy(rows -> assertThat(rows).isEmpty());
            assertThat(Tables.rows(dataSource, INDEXES)).isEqualTo(indexes);
            assertThat(load.run(dataset, facts, List.of(), new EndingAt("never")))
                    .isEqualTo(Tables.number(dataSource, "select count(*) from rating"));
            assertThat(Tables.rows(dataSource, INDEXES)).isEqualTo(indexes);
        }
    }

    @Test
    void a_replica_that_applies_a_batch_meanwhile_waits_for_the_load_and_does_not_end_it() throws Exception {
        Path file = folder.resolve("ratings.csv");
        Files.writeString(file, disputedRatings(200));
        Dataset dataset = dataset(file);
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            DataSource dataSource = ingestion.dataSource();
            long epoch = ingestion.offsets().acquire("ratings", 0, "topic", 0).ownerEpoch();
            EventBatch batch = new EventBatch(
                    "ratings",
                    List.of(new PartitionProgress(0, epoch, 0, 1)),
                    List.of(new RatingEvent.Rated(
                            new CustomerId(1), MovieFacts.named(new MovieId(900), null, null), 5, 0)));
            List<CompletableFuture<EffectCounts>> applied = new ArrayList<>();

            new BulkLoad(dataSource, IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, true)
                    .run(
                            dataset,
                            facts(dataset),
                            List.of(new BulkLoad.TopicBegin("ratings", 0, "topic", 0)),
                            new Aggregating(() -> {
                                applied.add(CompletableFuture.supplyAsync(
                                        () -> ingestion.store().apply(batch)));
                                Awaitility.await().until(() -> Tables.number(dataSource, WAITING_FOR_A_LOCK) > 0);
                            }));

            assertThat(applied.get(0).get().counts()).containsEntry(RatingEffect.ADDED, 1);
            assertThat(Tables.aggregates(dataSource)).isEqualTo(Tables.recount(dataSource));
        }
    }

    private static List<MovieFacts> facts(Dataset dataset) {
        List<MovieFacts> facts = new ArrayList<>();
        for (int movie = 0; movie < dataset.movieCount(); movie++) {
            facts.add(dataset.factsOfNumber(movie));
        }
        return facts;
    }

    private static Map<String, List<String>> streamed(Path file) throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            ingestion.startConsumer();
            Dataset dataset = dataset(file);
            new DatasetImporter(new HashMap<>(Servers.kafka()), ingestion.topic())
                    .send(dataset, dataset.timeOrder(), DatasetImporter.Progress.NONE);
            ingestion.awaitApplied();
            return tables(ingestion.dataSource());
        }
    }

    private static Map<String, List<String>> loaded(Path file) throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            Result result = importInBulk(ingestion, file);
            assertThat(result.exitCode()).as(result.text()).isZero();
            assertThat(
                            Tables.rows(
                                    ingestion.dataSource(),
                                    "select (select max(rating_date) from rating) = max(latest_rating_date) from consumed_offset"))
                    .as("factors fitted next know how far the ratings go")
                    .containsExactly("true|");
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from consumed_offset"))
                    .isEqualTo(3);
            assertThat(new CommandUnderTest(ingestion).run("audit").exitCode()).isZero();
            return tables(ingestion.dataSource());
        }
    }

    private static Result importInBulk(IngestionUnderTest ingestion, Path file) {
        return new CommandUnderTest(ingestion).run("import", "--bulk", "--dataset", file.toString());
    }

    /** Everything but times of application and the cut into slots; numbers as they are written, so that 3.0 is not 3. */
    private static Map<String, List<String>> tables(DataSource dataSource) throws SQLException {
        Map<String, List<String>> tables = new HashMap<>(Tables.contents(dataSource));
        tables.put("rating as text", Tables.rows(dataSource, "select customer_id, movie_id, rating::text from rating"));
        tables.put("sums", Tables.rows(dataSource, "select customer_id, rating_sum::text from customer_aggregate"));
        tables.put(
                "movie", Tables.rows(dataSource, "select movie_id, title, title_year, release_year, era from movie"));
        tables.put(
                "rating_history",
                Tables.rows(dataSource, "select customer_id, movie_id, rating, rating_date from rating_history"));
        return tables;
    }

    private static Dataset dataset(Path file) {
        return Dataset.load(
                DatasetSource.of(file),
                null,
                new RatingRules(IngestionUnderTest.SCALE, Instant.now().getEpochSecond()),
                (rows, read, total) -> {});
    }

    /** Few customers, movies and days, so that pairs come again; years and titles that come and go. */
    private static String disputedRatings(int count) {
        Random random = new Random(8);
        StringBuilder text = new StringBuilder("customer_id,movie_id,rating,rating_date,release_year,title\n");
        for (int i = 0; i < count; i++) {
            int movie = 1 + random.nextInt(60);
            String year = movie % 7 == 0 ? "" : Integer.toString(movie == 13 ? 1500 : 1940 + movie + random.nextInt(3));
            String title = movie % 5 == 0 ? "" : "Title " + (char) ('A' + random.nextInt(3)) + " é " + movie;
            text.append("%d,%d,%d,2005-01-%02d,%s,%s%n"
                    .formatted(
                            1 + random.nextInt(50), movie, 1 + random.nextInt(5), 1 + random.nextInt(28), year, title));
        }
        return text.toString();
    }

    private record Aggregating(Runnable action) implements BulkLoad.Listener {
        @Override
        public void read(long ratings) {}

        @Override
        public void phase(String what) {
            if (what.equals("aggregates")) {
                action.run();
            }
        }
    }

    private record EndingAt(String end) implements BulkLoad.Listener {
        @Override
        public void read(long ratings) {
            phase("read");
        }

        @Override
        public void phase(String what) {
            if (what.equals(end)) {
                throw new IllegalStateException("ended at " + what);
            }
        }
    }
}
