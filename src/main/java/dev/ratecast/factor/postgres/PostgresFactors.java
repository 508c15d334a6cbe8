package dev.ratecast.factor.postgres;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.CompactMatrix;
import dev.ratecast.factor.FactorSample;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Factors shared by all replicas through Postgres. Safe for use by many threads. */
public final class PostgresFactors {
    /** Held by the replica that fits; by transaction, so that it also holds behind a pooler. */
    private static final long ADVISORY_LOCK = 0x7261_7465_6661_6374L;

    private static final int FETCH_ROWS = 20_000;

    private static final String IDLE_WHILE_FITTING = "set local idle_in_transaction_session_timeout = '1h'";

    /** Of those that may apply ratings: replicas and commands, by the names that their connections have. */
    private static final String OLDEST_TRANSACTION =
            """
            select least(min(xact_start), now()) from pg_stat_activity
            where datname = current_database() and application_name like 'ratecast%'
            """;

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final DataSource dataSource;
    private final RatingScale scale;
    private final FactorSettings settings;
    private final RefreshRule rule;
    private final FactorTables tables;

    public PostgresFactors(DataSource dataSource, RatingScale scale, FactorSettings settings, RefreshRule rule) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.settings = settings;
        this.rule = rule;
        this.tables = new FactorTables(scale, settings);
    }

    /** What tells whether there is something newer to read: version and revision, cheaply. */
    public String newest() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return tables.head(connection)
                    .map(head -> head.version() + "/" + head.revision())
                    .orElse("");
        }
    }

    /** Reads the newest factors; {@link Factors#NONE} where there are none. */
    public Factors read() throws SQLException {
        return Transaction.snapshot(dataSource, tables::readNewest);
    }

    /**
     * Fits factors anew from one snapshot if they are due and no other replica is at it.
     *
     * @param now names the version; later dates count as this one
     * @return empty where nothing was due
     */
    public Optional<Factors> refreshIfDue(Instant now) throws SQLException {
        return Transaction.of(dataSource, connection -> {
            if (!isDue(connection, now)) {
                return Optional.empty();
            }
            // A replica that froze would keep the others from fitting, and Postgres from cleaning up, for good.
            set(connection, IDLE_WHILE_FITTING);
            // Looked at again under the lock: who held it may have fitted them meanwhile.
            if (!tryLock(connection) || !isDue(connection, now)) {
                return Optional.empty();
            }
            Timestamp before = oldestTransaction(connection);
            Factors fitted = Transaction.snapshot(
                    dataSource, IDLE_WHILE_FITTING, known -> new AlternatingLeastSquares(scale, settings)
                            .fit(sample(known), VERSION.format(now), latestSeen(known)));
            tables.write(connection, fitted, before);
            return Optional.of(fitted);
        });
    }

    private boolean isDue(Connection connection, Instant now) throws SQLException {
        FactorTables.Head head = tables.head(connection).orElse(new FactorTables.Head("", 0, 0, 0, 0));
        return rule.due(
                head.ratings(),
                head.latest(),
                head.fittedAt(),
                known(connection),
                latestSeen(connection),
                now.getEpochSecond());
    }

    /** When the oldest transaction under way began: what began later is not among the ratings that are read from now on, or whole. */
    private static Timestamp oldestTransaction(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(OLDEST_TRANSACTION)) {
            rows.next();
            return rows.getTimestamp(1);
        }
    }

    private static void set(Connection connection, String settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, ADVISORY_LOCK);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static long known(Connection connection) throws SQLException {
        return number(connection, "select coalesce(sum(rating_count), 0)::bigint from era_aggregate");
    }

    /** The latest rating date that ingest has applied, be it withdrawn since; cheap, and never moves back. */
    private static long latestSeen(Connection connection) throws SQLException {
        return number(
                connection,
                "select coalesce(extract(epoch from max(latest_rating_date)), 0)::bigint from consumed_offset");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private FactorSample sample(Connection connection) throws SQLException {
        LongStream.Builder ids = LongStream.builder();
        LongStream.Builder ratings = LongStream.builder();
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery(
                    "select customer_id, rating_count from customer_aggregate where rating_count > 0 order by 1")) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                    ratings.add(rows.getLong(2));
                }
            }
        }
        long[] customers = ids.build().toArray();
        long[] counts = ratings.build().toArray();
        long known = LongStream.of(counts).sum();
        if (known <= rule.maxRatings()) {
            return new FactorSample(ratings(connection, "", null, known), known);
        }
        int[] drawn = FactorSample.draw(customers, counts, rule.maxRatings());
        Array wanted = connection.createArrayOf(
                "bigint",
                IntStream.of(drawn).mapToObj(place -> customers[place]).toArray());
        long size = IntStream.of(drawn).mapToLong(place -> counts[place]).sum();
        return new FactorSample(ratings(connection, " and customer_id = any (?)", wanted, size), known);
    }

    private CompactMatrix ratings(Connection connection, String condition, @Nullable Array customers, long size)
            throws SQLException {
        CompactMatrix.Builder builder = new CompactMatrix.Builder(Math.toIntExact(size));
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select movie_id, title from movie where title is not null")) {
            while (rows.next()) {
                builder.title(rows.getLong(1), rows.getString(2));
            }
        }
        String sql = "select customer_id, movie_id, (rating * " + scale.unitsPerStar()
                + ")::int from rating where rating is not null" + condition + " order by customer_id, movie_id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (customers != null) {
                select.setArray(1, customers);
            }
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    builder.add(rows.getLong(1), rows.getLong(2), rows.getInt(3));
                }
            }
        }
        return builder.build();
    }
}
