package dev.ratecast.factor.postgres;

import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.rating.RatingScale;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** The tables of factors: writing a version, reading the newest. Versions of another scale or other settings are not seen. */
final class FactorTables {
    private static final int ROWS_A_BATCH = 2_000;
    private static final int FETCH_ROWS = 10_000;

    private static final String NEWEST =
            """
            select version, revision, rating_count, latest_rating_date, mean, spread,
                   (select count(*) from movie_factor m where m.version = f.version),
                   (select count(*) from customer_factor c where c.version = f.version)
            from factor_version f
            where settings = ?
            order by created_at desc, version desc
            limit 1
            """;

    /**
     * Those whose customers have been erased since they were read: who has fewer ratings than then, or none that was applied
     * before any transaction began that may have been under way then ({@code applied_at} is the beginning of the one that
     * applied it). One look for each customer, because a join would read all ratings under the lock; hence the offset.
     */
    private static final String FORGET_ERASED =
            """
            delete from customer_factor f
            where version = ?
              and (not exists (
                      select from customer_aggregate a
                      where a.customer_id = f.customer_id and a.rating_count >= f.rating_count)
                  or not exists (
                      select from rating r
                      where r.customer_id = f.customer_id and r.applied_at < ?
                      offset 0))
            """;

    private final String settings;
    private final int rank;
    private final int audienceRank;

    FactorTables(RatingScale scale, FactorSettings settings) {
        this.settings = settings + " on " + scale;
        this.rank = settings.rank();
        this.audienceRank = settings.audience().rank();
    }

    /** Which factors are newest, and how often customers have been erased from them; times in epoch seconds. */
    record Head(String version, long revision, long ratings, long latest, long fittedAt) {}

    Optional<Head> head(Connection connection) throws SQLException {
        String sql = "select version, revision, rating_count, latest_rating_date, created_at from factor_version"
                + " where settings = ? order by created_at desc, version desc limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, settings);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Head(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getLong(3),
                                seconds(rows, 4),
                                seconds(rows, 5)))
                        : Optional.empty();
            }
        }
    }

    /** Reads the newest version whole; inside one snapshot. */
    Factors readNewest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setString(1, settings);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? read(connection, rows) : Factors.NONE;
            }
        }
    }

    private Factors read(Connection connection, ResultSet newest) throws SQLException {
        String version = newest.getString(1);
        FactorTable movies = read(connection, "movie_factor", "movie_id", version, newest.getInt(7));
        return new Factors(
                version,
                newest.getDouble(5),
                newest.getDouble(6),
                newest.getLong(3),
                seconds(newest, 4),
                movies,
                read(connection, "customer_factor", "customer_id", version, newest.getInt(8)),
                TitleTables.read(connection, version, movies),
                AudienceTable.read(connection, version, movies, audienceRank));
    }

    private FactorTable read(Connection connection, String table, String id, String version, int size)
            throws SQLException {
        long[] ids = new long[size];
        int[] counts = new int[size];
        float[] biases = new float[size];
        float[] tastes = new float[size];
        float[] vectors = new float[size * rank];
        String sql = "select " + id + ", rating_count, bias, taste, vector from " + table
                + " where version = ? order by " + id;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FETCH_ROWS);
            select.setString(1, version);
            try (ResultSet rows = select.executeQuery()) {
                for (int row = 0; rows.next(); row++) {
                    ids[row] = rows.getLong(1);
                    counts[row] = rows.getInt(2);
                    biases[row] = rows.getFloat(3);
                    tastes[row] = rows.getFloat(4);
                    RealArrays.read(rows, 5, vectors, row * rank, rank);
                }
            }
        }
        return new FactorTable(rank, ids, counts, biases, tastes, vectors);
    }

    /**
     * Writes a version and takes all but the newest two away, in a transaction that began before the ratings were read, and
     * each of whose statements sees what was committed before it. Customers that were erased while the factors were fitted
     * are taken out again: erasures delete from {@code customer_factor}, so whoever holds its lock sees all that are over,
     * and keeps the others waiting until they see this version. None of that takes long, and where it does, or this replica
     * freezes over it, erasures go on and the fit is lost.
     *
     * @param before when the oldest transaction began that was under way when the ratings were read
     */
    void write(Connection connection, Factors factors, Timestamp before) throws SQLException {
        String sql = "insert into factor_version"
                + " (version, rating_count, latest_rating_date, mean, spread, settings) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, factors.version());
            insert.setLong(2, factors.ratings());
            insert.setTimestamp(3, Timestamp.from(Instant.ofEpochSecond(factors.latest())));
            insert.setDouble(4, factors.mean());
            insert.setDouble(5, factors.spread());
            insert.setString(6, settings);
            insert.executeUpdate();
        }
        write(connection, "movie_factor", "movie_id", factors.version(), factors.movies());
        write(connection, "customer_factor", "customer_id", factors.version(), factors.customers());
        TitleTables.write(connection, factors);
        AudienceTable.write(connection, factors);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '5s'; set local statement_timeout = '60s';"
                    + " set local idle_in_transaction_session_timeout = '10s';"
                    + " lock table customer_factor in share row exclusive mode");
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_ERASED)) {
            forget.setString(1, factors.version());
            forget.setTimestamp(2, before);
            forget.executeUpdate();
        }
        String old = "delete from factor_version where version not in"
                + " (select version from factor_version order by created_at desc, version desc limit 2)";
        try (Statement delete = connection.createStatement()) {
            delete.executeUpdate(old);
        }
    }

    private static void write(Connection connection, String table, String id, String version, FactorTable factors)
            throws SQLException {
        String sql = "insert into " + table + " (version, " + id
                + ", rating_count, bias, taste, vector) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int place = 0; place < factors.size(); place++) {
                insert.setString(1, version);
                insert.setLong(2, factors.id(place));
                insert.setInt(3, factors.count(place));
                insert.setFloat(4, factors.bias(place));
                insert.setFloat(5, factors.taste(place));
                insert.setArray(6, RealArrays.of(connection, factors.vector(place)));
                insert.addBatch();
                if ((place + 1) % ROWS_A_BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static long seconds(ResultSet rows, int column) throws SQLException {
        return rows.getTimestamp(column).toInstant().getEpochSecond();
    }
}
