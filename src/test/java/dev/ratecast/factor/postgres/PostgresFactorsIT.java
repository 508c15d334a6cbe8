package dev.ratecast.factor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.CompactMatrix;
import dev.ratecast.factor.FactorSample;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.FailingStatements;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Tables;
import dev.ratecast.transaction.Transaction;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Factors in Postgres: fitted when due on what is stored, read back as they were written, forgotten with a customer. */
class PostgresFactorsIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final FactorSettings SETTINGS = FactorSettings.DEFAULT;
    private static final RefreshRule RULE = new RefreshRule(0.5, 30, 40, 48);
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final String WAITING_FOR_A_LOCK =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void factors_are_fitted_once_when_they_are_due_and_lose_an_erased_customer() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            PostgresFactors factors = new PostgresFactors(ingestion.dataSource(), SCALE, SETTINGS, RULE);
            CompactMatrix.Builder same = new CompactMatrix.Builder(48);
            rate(ingestion, same, 0, 3);
            assertThat(factors.refreshIfDue(NOW)).isEmpty();
            assertThat(factors.newest()).isEmpty();
            assertThat(factors.read()).isEqualTo(Factors.NONE);

            rate(ingestion, same, 3, 6);
            Optional<Factors> fitted = factors.refreshIfDue(NOW);

            assertThat(fitted)
                    .hasValueSatisfying(first -> assertThat(first.ratings()).isEqualTo(48));
            same(factors.read(), fitted.orElseThrow());
            same(
                    factors.read(),
                    new AlternatingLeastSquares(SCALE, SETTINGS)
                            .fit(
                                    all(same.build()),
                                    "20261122T101500Z",
                                    fitted.orElseThrow().latest()));
            assertThat(factors.newest()).isEqualTo("20261122T101500Z/0");
            assertThat(factors.refreshIfDue(NOW.plusSeconds(1))).isEmpty();

            ingestion.send(3, "{\"customer_id\":3,\"erase\":true}");
            ingestion.flush();
            ingestion.awaitApplied();

            assertThat(factors.newest()).isEqualTo("20261122T101500Z/1");
            assertThat(factors.read().customers().find(3)).isEqualTo(FactorTable.NONE);
            assertThat(factors.read().customers().size()).isEqualTo(5);
        }
    }

    @Test
    void who_is_erased_while_factors_are_fitted_is_in_none_of_them_and_the_fit_is_not_lost() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1);
                AgroalDataSource pool = Pools.of(ingestion.dataSource(), 4);
                Connection holding = ingestion.dataSource().getConnection();
                Connection late = ingestion.dataSource().getConnection()) {
            ingestion.startConsumer();
            CompactMatrix.Builder same = new CompactMatrix.Builder(0);
            RefreshRule rule = new RefreshRule(0.5, 30, 40, 1_000);
            PostgresFactors factors = new PostgresFactors(pool, SCALE, SETTINGS, rule);
            rate(ingestion, same, 0, 6);
            factors.refreshIfDue(NOW);
            rate(ingestion, same, 6, 12);
            late.setClientInfo("ApplicationName", "ratecast");
            late.setAutoCommit(false);
            Tables.execute(late, "select 1");
            holding.setAutoCommit(false);
            try (Statement lock = holding.createStatement()) {
                lock.execute("lock table title_word in share mode");
            }
            Future<Optional<Factors>> fit = threads.submit(() -> factors.refreshIfDue(NOW.plusSeconds(1)));
            Awaitility.await().until(() -> Tables.number(ingestion.dataSource(), WAITING_FOR_A_LOCK) > 0);

            ingestion.send(3, "{\"customer_id\":3,\"erase\":true}");
            ingestion.send(7, "{\"customer_id\":7,\"erase\":true}");
            ingestion.flush();
            ingestion.awaitApplied();
            // As many ratings as before, and yet another beginning.
            rate(ingestion, new CompactMatrix.Builder(0), 7, 8);
            // A batch that was under way before: it erases a customer, who has other ratings since, of before the fit
            // by its clock.
            Tables.execute(
                    late,
                    "delete from rating where customer_id = 8",
                    "delete from customer_factor where customer_id = 8",
                    "insert into rating (customer_id, movie_id, rating, rating_date)"
                            + " select 8, n, 1, to_timestamp(0) from generate_series(0, 7) n");
            late.commit();
            holding.rollback();

            assertThat(fit.get()).isPresent();
            assertThat(factors.read().version()).isEqualTo("20261122T101501Z");
            assertThat(
                            Tables.rows(
                                    ingestion.dataSource(),
                                    "select version, count(*) from customer_factor where customer_id not in (3, 7, 8) group by 1"))
                    .containsExactly("20261122T101500Z|5|", "20261122T101501Z|9|");
            assertThat(Tables.number(
                            ingestion.dataSource(),
                            "select count(*) from customer_factor where customer_id in (3, 7, 8)"))
                    .isZero();
        }
    }

    @Test
    void a_transaction_that_somebody_has_left_open_costs_no_customer_its_factors() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1);
                Connection forgotten = ingestion.dataSource().getConnection()) {
            forgotten.setAutoCommit(false);
            Tables.execute(forgotten, "select 1");
            ingestion.startConsumer();
            rate(ingestion, new CompactMatrix.Builder(0), 0, 6);
            PostgresFactors factors = new PostgresFactors(ingestion.dataSource(), SCALE, SETTINGS, RULE);

            assertThat(factors.refreshIfDue(NOW)).isPresent();

            assertThat(factors.read().customers().size()).isEqualTo(6);
        }
    }

    @Test
    void an_error_of_the_jvm_leaves_no_half_of_a_version() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1);
                AgroalDataSource pool = Pools.of(ingestion.dataSource(), 2)) {
            ingestion.startConsumer();
            rate(ingestion, new CompactMatrix.Builder(0), 0, 6);
            DataSource failing = FailingStatements.of(pool, sql -> sql.contains("insert into title_word"));
            PostgresFactors factors = new PostgresFactors(failing, SCALE, SETTINGS, RULE);

            assertThatThrownBy(() -> factors.refreshIfDue(NOW)).isInstanceOf(OutOfMemoryError.class);

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from factor_version"))
                    .isZero();
            assertThat(factors.read()).isEqualTo(Factors.NONE);
        }
    }

    @Test
    void factors_of_another_scale_do_not_serve() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            write(ingestion.dataSource(), "one");
            RatingScale other = RatingScale.parse("0..10");
            PostgresFactors factors = new PostgresFactors(ingestion.dataSource(), other, SETTINGS, RULE);

            assertThat(factors.newest()).isEmpty();
            assertThat(factors.read()).isEqualTo(Factors.NONE);
        }
    }

    @Test
    void of_more_ratings_than_the_rule_allows_a_sample_of_customers_is_read() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            CompactMatrix.Builder same = new CompactMatrix.Builder(0);
            rate(ingestion, same, 0, 6);
            RefreshRule rule = new RefreshRule(0.5, 30, 20, 30);
            PostgresFactors factors = new PostgresFactors(ingestion.dataSource(), SCALE, SETTINGS, rule);

            Factors fitted = factors.refreshIfDue(NOW).orElseThrow();

            assertThat(fitted.ratings()).isEqualTo(48);
            // Three customers of eight ratings each.
            assertThat(fitted.customers().size()).isEqualTo(3);
            same(factors.read(), fitted);
            same(
                    fitted,
                    new AlternatingLeastSquares(SCALE, SETTINGS)
                            .fit(FactorSample.of(same.build(), 30), fitted.version(), fitted.latest()));
            assertThat(factors.refreshIfDue(NOW.plusSeconds(1))).isEmpty();
        }
    }

    @Test
    void a_rating_dated_far_ahead_does_not_keep_factors_from_falling_due() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            rate(ingestion, new CompactMatrix.Builder(0), 0, 6);
            PostgresFactors factors = new PostgresFactors(ingestion.dataSource(), SCALE, SETTINGS, RULE);
            Instant now = Instant.now();
            Tables.execute(ingestion.dataSource(), "update consumed_offset set latest_rating_date = '2099-01-01'");
            assertThat(factors.refreshIfDue(now)).isPresent();

            assertThat(factors.refreshIfDue(now.plus(29, ChronoUnit.DAYS))).isEmpty();
            assertThat(factors.refreshIfDue(now.plus(31, ChronoUnit.DAYS))).isPresent();
        }
    }

    @Test
    void the_newest_two_versions_stay() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            for (String version : new String[] {"one", "two", "three"}) {
                write(ingestion.dataSource(), version);
            }

            assertThat(Tables.rows(ingestion.dataSource(), "select version from factor_version order by version"))
                    .containsExactly("three|", "two|");
            for (String table :
                    new String[] {"movie_factor", "customer_factor", "title_word", "title_effect", "movie_audience"}) {
                assertThat(Tables.number(ingestion.dataSource(), "select count(distinct version) from " + table))
                        .as(table)
                        .isEqualTo(2);
            }
        }
    }

    private static FactorSample all(RatingMatrix ratings) {
        return FactorSample.of(ratings, Long.MAX_VALUE);
    }

    private static void write(DataSource dataSource, String version) throws SQLException {
        CompactMatrix.Builder ratings = new CompactMatrix.Builder(3);
        for (int movie = 0; movie < 3; movie++) {
            ratings.add(1, movie, 3 + movie);
            ratings.title(movie, title(movie));
        }
        Factors factors = new AlternatingLeastSquares(SCALE, SETTINGS).fit(all(ratings.build()), version, 0);
        Tables.execute(
                dataSource,
                "insert into rating (customer_id, movie_id, rating, rating_date)"
                        + " select 1, n, 3 + n, to_timestamp(0) from generate_series(0, 2) n on conflict do nothing",
                "insert into customer_aggregate (customer_id, rating_count, rating_sum) values (1, 3, 12) on conflict do nothing");
        Transaction.of(dataSource, connection -> {
            new FactorTables(SCALE, SETTINGS)
                    .write(connection, factors, Timestamp.from(Instant.now().plusSeconds(1)));
            return factors;
        });
    }

    /** Eight ratings of each customer. */
    private static void rate(IngestionUnderTest ingestion, CompactMatrix.Builder same, long from, long to) {
        for (long customer = from; customer < to; customer++) {
            for (long movie = 0; movie < 8; movie++) {
                int stars = (int) (1 + (customer * 3 + movie * 2) % 5);
                ingestion.send(
                        customer,
                        "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-0%d\",\"title\":\"%s\"}"
                                .formatted(customer, movie, stars, 1 + movie, title(movie)));
                same.title(movie, title(movie));
                same.add(customer, movie, stars);
            }
        }
        ingestion.flush();
        ingestion.awaitApplied();
    }

    private static String title(long movie) {
        return (movie < 2 ? "Ducks: Part " : "Geese: Part ") + movie;
    }

    private static void same(Factors one, Factors other) {
        assertThat(one.version()).isEqualTo(other.version());
        assertThat(one.mean()).isEqualTo(other.mean());
        assertThat(one.spread()).isEqualTo(other.spread());
        assertThat(one.ratings()).isEqualTo(other.ratings());
        assertThat(one.latest()).isEqualTo(other.latest());
        same(one.movies(), other.movies());
        same(one.customers(), other.customers());
        assertThat(one.titles().words()).isEqualTo(other.titles().words()).containsOnlyKeys("ducks", "geese", "part");
        for (int place = 0; place < one.movies().size(); place++) {
            assertThat(one.movieTitle(place)).isEqualTo(other.movieTitle(place)).isNotZero();
            assertThat(one.movieAudience(place)).isEqualTo(other.movieAudience(place));
        }
    }

    private static void same(FactorTable one, FactorTable other) {
        assertThat(one.size()).isEqualTo(other.size()).isPositive();
        for (int place = 0; place < one.size(); place++) {
            assertThat(one.id(place)).isEqualTo(other.id(place));
            assertThat(one.count(place)).isEqualTo(other.count(place));
            assertThat(one.bias(place)).isEqualTo(other.bias(place));
            assertThat(one.taste(place)).isEqualTo(other.taste(place));
            assertThat(one.vector(place)).isEqualTo(other.vector(place));
        }
    }
}
