package dev.ratecast.training.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Servers;
import dev.ratecast.training.ReplayOrder;
import dev.ratecast.training.TimeOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresRatingLogIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long DAY = 86_400;

    private final DataSource dataSource = Servers.newMigratedDatabase();

    @Test
    void holds_current_ratings_and_those_they_replaced_by_date() throws SQLException {
        store(
                rated(1, 10, 4, 3, 1995),
                rated(1, 10, 2, 5, 1995),
                rated(2, 11, 5, 1, null),
                new RatingEvent.Withdrawn(new CustomerId(2), facts(11, null), 9 * DAY));

        try (Connection connection = dataSource.getConnection()) {
            PostgresRatingLog log =
                    PostgresRatingLog.read(connection, RatingScale.WHOLE_STARS, ReplayOrder.RATING_DATE);

            assertThat(rows(log))
                    .containsExactly(
                            "2 rates 11: 5 on day 1, year null, title null",
                            "1 rates 10: 4 on day 3, year 1995, title Movie 10",
                            "1 rates 10: 2 on day 5, year 1995, title Movie 10",
                            "2 withdraws 11 on day 9, year null, title null");
            assertThat(log.hasDatesOnly()).isTrue();
        }
    }

    @Test
    void replaying_ends_with_what_the_table_holds_of_ratings_changed_on_their_own_date() throws SQLException {
        List<RatingEvent> events = new ArrayList<>();
        for (int customer = 1; customer <= 32; customer++) {
            events.add(rated(customer, 10, 1 + customer % 5, 3, null));
            events.add(new RatingEvent.Withdrawn(new CustomerId(customer), facts(10, null), 3 * DAY));
            events.add(rated(customer, 11, 5, 3, null));
            events.add(rated(customer, 11, 2, 3, null));
        }
        for (int batch : new int[] {1, events.size()}) {
            DataSource database = Servers.newMigratedDatabase();
            for (int from = 0; from < events.size(); from += batch) {
                store(database, from, events.subList(from, from + batch));
            }

            try (Connection connection = database.getConnection()) {
                PostgresRatingLog log =
                        PostgresRatingLog.read(connection, RatingScale.WHOLE_STARS, ReplayOrder.RATING_DATE);
                for (long seed = 1; seed <= 5; seed++) {
                    Map<List<Long>, Integer> known = new HashMap<>();
                    for (int row : TimeOrder.of(log, seed)) {
                        known.put(List.of(log.customer(row), log.movie(row)), log.withdrawn(row) ? 0 : log.units(row));
                    }

                    assertThat(known).hasSize(64).allSatisfy((key, units) -> assertThat(units)
                            .isEqualTo(key.get(1) == 10 ? 0 : 2));
                }
            }
        }
    }

    @Test
    void the_order_does_not_tell_in_which_batches_ratings_came() throws SQLException {
        List<RatingEvent> events = new ArrayList<>();
        for (int customer = 9; customer > 0; customer--) {
            for (int movie = 13; movie > 10; movie--) {
                events.add(rated(customer, movie, 1 + (customer + movie) % 5, 3, null));
                events.add(rated(customer, movie, 1 + (customer * movie) % 5, 3, null));
            }
        }
        List<List<String>> orders = new ArrayList<>();
        for (int batch : new int[] {1, 6, events.size()}) {
            DataSource database = Servers.newMigratedDatabase();
            for (int from = 0; from < events.size(); from += batch) {
                store(database, from, events.subList(from, from + batch));
            }
            try (Connection connection = database.getConnection()) {
                orders.add(rows(PostgresRatingLog.read(connection, RatingScale.WHOLE_STARS, ReplayOrder.RATING_DATE)));
            }
        }

        assertThat(orders.get(0)).startsWith("1 rates 11: 3 on day 3, year null, title null");
        assertThat(orders).containsOnly(orders.get(0));
    }

    @Test
    void by_arrival_what_came_late_is_replayed_late() throws SQLException {
        // Dated day 1, but applied after what is dated days 5 and 7; the last one changes nothing.
        store(0, rated(1, 10, 4, 5, null));
        store(1, rated(2, 11, 3, 7, null));
        store(2, rated(1, 12, 5, 1, null));
        store(3, rated(1, 10, 2, 1, null));
        applied("rating", 1, 10, 1_000);
        applied("rating", 2, 11, 2_000);
        applied("rating", 1, 12, 3_000);
        applied("rating_history", 1, 10, 4_000);

        try (Connection connection = dataSource.getConnection()) {
            PostgresRatingLog log = PostgresRatingLog.read(connection, RatingScale.WHOLE_STARS, ReplayOrder.ARRIVAL);

            assertThat(rows(log))
                    .containsExactly(
                            "1 rates 10: 4 on day 5, year null, title null",
                            "2 rates 11: 3 on day 7, year null, title null",
                            "1 rates 12: 5 on day 1, year null, title null",
                            "1 rates 10: 2 on day 1, year null, title null");
            assertThat(log.timeOrder(1)).containsExactly(0, 1, 2, 3);
            assertThat(log.replayedAt(2)).isEqualTo(3_000);
            assertThat(log.ratedAt(2)).isEqualTo(DAY);
            assertThat(log.hasDatesOnly()).isFalse();
        }
    }

    @Test
    void refuses_ratings_of_another_scale() throws SQLException {
        store(rated(1, 10, 4, 3, 1995));

        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() ->
                            PostgresRatingLog.read(connection, RatingScale.parse("1..3"), ReplayOrder.RATING_DATE))
                    .hasMessage("table rating holds 4, which the scale 1..3 does not have");
        }
    }

    private void store(RatingEvent... events) {
        store(0, events);
    }

    private void store(int offset, RatingEvent... events) {
        store(dataSource, offset, List.of(events));
    }

    /** Has a rating applied at another time than it was, in epoch seconds. */
    private void applied(String table, long customer, long movie, long seconds) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("update " + table
                        + " set applied_at = to_timestamp(?) where customer_id = ? and movie_id = ?")) {
            update.setLong(1, seconds);
            update.setLong(2, customer);
            update.setLong(3, movie);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    /** Applies events as one batch, which begins at an offset. */
    private static void store(DataSource database, int offset, List<RatingEvent> events) {
        PostgresRatingStore store = new PostgresRatingStore(
                database, RatingScale.WHOLE_STARS, Eras.DEFAULT, true, new TransactionTimeouts(MINUTE, MINUTE, MINUTE));
        long epoch = new OffsetTable(database).acquire("ratings", 0, "topic", 0).ownerEpoch();
        PartitionProgress progress = new PartitionProgress(0, epoch, offset, offset + events.size());
        store.apply(new EventBatch("ratings", List.of(progress), events));
    }

    private static List<String> rows(PostgresRatingLog log) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            rows.add(log.customer(row)
                    + (log.withdrawn(row)
                            ? " withdraws " + log.movie(row)
                            : " rates " + log.movie(row) + ": " + log.units(row))
                    + " on day " + log.ratedAt(row) / DAY
                    + ", year " + log.facts(row).releaseYear()
                    + ", title " + log.facts(row).title());
        }
        return rows;
    }

    private static RatingEvent rated(long customer, long movie, int stars, long day, Integer year) {
        return new RatingEvent.Rated(new CustomerId(customer), facts(movie, year), stars, day * DAY);
    }

    private static MovieFacts facts(long movie, Integer year) {
        return MovieFacts.named(new MovieId(movie), year, year == null ? null : "Movie " + movie);
    }
}
