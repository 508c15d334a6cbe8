package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.BatchPlan;
import dev.ratecast.ingestion.OutdatedRating;
import dev.ratecast.ingestion.StoredRating;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RatingState;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code rating} and {@code rating_history} tables. */
final class RatingTable {
    private static final String CUSTOMER_FACTOR = "customer_factor";

    /** Every table that holds something of a customer's beside the aggregates. */
    private static final List<String> ERASED_FROM = List.of("rating", "rating_history", CUSTOMER_FACTOR);

    private static final String SELECT_KEYS =
            """
            select r.customer_id, r.movie_id, r.rating, r.rating_date, r.applied_at
            from unnest(?::bigint[], ?::bigint[]) as b(customer_id, movie_id)
            join rating r on r.customer_id = b.customer_id and r.movie_id = b.movie_id
            """;

    private static final String SELECT_CUSTOMERS =
            """
            select customer_id, movie_id, rating, rating_date, applied_at
            from rating
            where customer_id = any(?::bigint[])
            """;

    private final String insert;
    private final String update;
    private final String insertPast;
    private final RatingScale scale;
    private final boolean keepHistory;

    RatingTable(RatingScale scale, boolean keepHistory) {
        this.scale = scale;
        this.keepHistory = keepHistory;
        String rating = Stars.fromUnits("units", scale);
        this.insert =
                """
                insert into rating (customer_id, movie_id, rating, rating_date)
                select customer_id, movie_id, %s, to_timestamp(rated_at)
                from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[])
                    as b(customer_id, movie_id, units, rated_at)
                """
                        .formatted(rating);
        this.update =
                """
                update rating r
                set rating = %s, rating_date = to_timestamp(b.rated_at), applied_at = now()
                from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[])
                    as b(customer_id, movie_id, units, rated_at)
                where r.customer_id = b.customer_id and r.movie_id = b.movie_id
                """
                        .formatted(Stars.fromUnits("b.units", scale));
        // A late rating that comes once more is the same fact, not another one.
        this.insertPast =
                """
                insert into rating_history (customer_id, movie_id, rating, rating_date, applied_at)
                select customer_id, movie_id, %1$s, to_timestamp(rated_at), coalesce(past_applied_at, now())
                from unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::timestamptz[], ?::int[])
                    as b(customer_id, movie_id, units, rated_at, past_applied_at, late)
                where late = 0 or not exists (
                    select from rating_history h
                    where h.customer_id = b.customer_id and h.movie_id = b.movie_id
                      and h.rating_date = to_timestamp(b.rated_at) and h.rating is not distinct from %1$s)
                """
                        .formatted(rating);
    }

    Map<RatingKey, StoredRating> find(Connection connection, Collection<RatingKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return new HashMap<>();
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT_KEYS)) {
            Columns.of(select, keys, 1).longs(key -> key.customer().value()).longs(key -> key.movie()
                    .value());
            return read(select);
        }
    }

    Map<RatingKey, StoredRating> findAllOf(Connection connection, Collection<CustomerId> customers)
            throws SQLException {
        if (customers.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT_CUSTOMERS)) {
            Columns.of(select, customers, 1).longs(CustomerId::value);
            return read(select);
        }
    }

    private static void tellReplicasToReadFactorsAgain(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update factor_version set revision = revision + 1")) {
            update.executeUpdate();
        }
    }

    void write(Connection connection, BatchPlan plan) throws SQLException {
        for (String table : plan.erased().isEmpty() ? List.<String>of() : ERASED_FROM) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + table + " where customer_id = any(?::bigint[])")) {
                Columns.of(delete, plan.erased(), 1).longs(CustomerId::value);
                if (delete.executeUpdate() > 0 && table.equals(CUSTOMER_FACTOR)) {
                    tellReplicasToReadFactorsAgain(connection);
                }
            }
        }
        Map<Boolean, List<Map.Entry<RatingKey, RatingState>>> writes = plan.writes().entrySet().stream()
                .collect(Collectors.partitioningBy(row -> plan.isStored(row.getKey())));
        insert(connection, Objects.requireNonNull(writes.get(false)));
        update(connection, Objects.requireNonNull(writes.get(true)));
        if (keepHistory) {
            writeHistory(connection, plan.history());
        }
    }

    /**
     * New rows, which nobody else can insert meanwhile, because their customers are locked. Not by COPY, though that is
     * faster: Postgres would wait for its rows in the middle of a statement, and an owner that freezes there keeps its
     * locks until its whole transaction has taken too long, or its connection ends ({@link TransactionTimeouts}).
     */
    private void insert(Connection connection, List<Map.Entry<RatingKey, RatingState>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(statement, rows);
            statement.executeUpdate();
        }
    }

    private void update(Connection connection, List<Map.Entry<RatingKey, RatingState>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bind(statement, rows);
            int updated = statement.executeUpdate();
            if (updated != rows.size()) {
                throw new SQLException("ratings went away under the lock of their customers: " + updated + " of "
                        + rows.size() + " are left");
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Map.Entry<RatingKey, RatingState>> rows)
            throws SQLException {
        Columns.of(statement, rows, 1)
                .longs(row -> row.getKey().customer().value())
                .longs(row -> row.getKey().movie().value())
                .integers(row -> row.getValue().units())
                .longs(row -> row.getValue().ratedAt());
    }

    void writeHistory(Connection connection, List<OutdatedRating> history) throws SQLException {
        if (history.isEmpty()) {
            return;
        }
        try (PreparedStatement write = connection.prepareStatement(insertPast)) {
            Columns.of(write, history, 1)
                    .longs(past -> past.key().customer().value())
                    .longs(past -> past.key().movie().value())
                    .integers(past -> past.state().units())
                    .longs(past -> past.state().ratedAt())
                    .times(past -> text(past.appliedAt()))
                    .integers(past -> past.late() ? 1 : 0);
            write.executeUpdate();
        }
    }

    private Map<RatingKey, StoredRating> read(PreparedStatement select) throws SQLException {
        Map<RatingKey, StoredRating> found = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                RatingKey key = new RatingKey(new CustomerId(rows.getLong(1)), new MovieId(rows.getLong(2)));
                BigDecimal stars = rows.getBigDecimal(3);
                Integer units = stars == null ? null : Math.toIntExact(scale.exactUnits(stars));
                RatingState state = new RatingState(units, time(rows, 4).getEpochSecond());
                found.put(key, new StoredRating(state, time(rows, 5)));
            }
        }
        return found;
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNull(rows.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
