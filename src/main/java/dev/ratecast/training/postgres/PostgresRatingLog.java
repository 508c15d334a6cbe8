package dev.ratecast.training.postgres;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.ReplayOrder;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code rating} and {@code rating_history} as one log, copied from one snapshot into primitive columns: by
 * date, customer and movie, so that the order does not tell in which batches ratings came, or by when they were applied. Of a
 * customer, movie and date, what stands in {@code rating} comes last, and history in the order in which it was applied; what one
 * transaction wrote of it has none of its own.
 */
public final class PostgresRatingLog implements RatingLog {
    private static final String RATINGS =
            """
            select customer_id, movie_id, rating, rating_date%s from (
                select customer_id, movie_id, rating, rating_date, applied_at, true as stands from rating
                union all
                select customer_id, movie_id, rating, rating_date, applied_at, false from rating_history) known
            order by %s
            """;
    private static final String BY_DATE =
            RATINGS.formatted("", "rating_date, customer_id, movie_id, stands, applied_at, rating");
    private static final String BY_ARRIVAL =
            RATINGS.formatted(", applied_at", "applied_at, customer_id, movie_id, rating_date, stands, rating");
    private static final String MOVIES = "select movie_id, release_year, title from movie";

    private static final int FETCHED_ROWS = 10_000;
    private static final int WITHDRAWN = Integer.MIN_VALUE;

    private long[] customers = new long[1024];
    private long[] movies = new long[1024];
    private int[] units = new int[1024];
    private long[] times = new long[1024];
    /** When each was applied, in epoch seconds; null where ratings are replayed by date. */
    private long @Nullable [] arrivals;

    private int size;
    private final Map<Long, MovieFacts> facts = new HashMap<>();

    private PostgresRatingLog(boolean byArrival) {
        this.arrivals = byArrival ? new long[1024] : null;
    }

    /** Copies what the tables hold. The connection is left in a transaction that has only read. */
    public static PostgresRatingLog read(Connection connection, RatingScale scale, ReplayOrder order)
            throws SQLException {
        boolean byArrival = order == ReplayOrder.ARRIVAL;
        PostgresRatingLog log = new PostgresRatingLog(byArrival);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows = statement.executeQuery(MOVIES)) {
                while (rows.next()) {
                    MovieId movie = new MovieId(rows.getLong(1));
                    Integer year = rows.getObject(2, Integer.class);
                    log.facts.put(movie.value(), MovieFacts.named(movie, year, rows.getString(3)));
                }
            }
            try (ResultSet rows = statement.executeQuery(byArrival ? BY_ARRIVAL : BY_DATE)) {
                while (rows.next()) {
                    long ratedAt = seconds(rows, 4);
                    log.add(
                            rows.getLong(1),
                            rows.getLong(2),
                            unitsOf(rows.getBigDecimal(3), scale),
                            ratedAt,
                            byArrival ? seconds(rows, 5) : ratedAt);
                }
            }
        }
        return log;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long customer(int row) {
        return customers[row];
    }

    @Override
    public long movie(int row) {
        return movies[row];
    }

    @Override
    public boolean withdrawn(int row) {
        return units[row] == WITHDRAWN;
    }

    @Override
    public int units(int row) {
        return units[row];
    }

    @Override
    public long ratedAt(int row) {
        return times[row];
    }

    @Override
    public long replayedAt(int row) {
        return arrivals == null ? times[row] : arrivals[row];
    }

    @Override
    public MovieFacts facts(int row) {
        MovieFacts named = facts.get(movies[row]);
        return named == null ? MovieFacts.named(new MovieId(movies[row]), null, null) : named;
    }

    private void add(long customer, long movie, int rating, long ratedAt, long replayedAt) {
        if (size == units.length) {
            int capacity = size + (size >> 1);
            customers = Arrays.copyOf(customers, capacity);
            movies = Arrays.copyOf(movies, capacity);
            units = Arrays.copyOf(units, capacity);
            times = Arrays.copyOf(times, capacity);
            arrivals = arrivals == null ? null : Arrays.copyOf(arrivals, capacity);
        }
        if (arrivals != null) {
            arrivals[size] = replayedAt;
        }
        customers[size] = customer;
        movies[size] = movie;
        units[size] = rating;
        times[size++] = ratedAt;
    }

    private static long seconds(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toEpochSecond();
    }

    private static int unitsOf(@Nullable BigDecimal stars, RatingScale scale) {
        if (stars == null) {
            return WITHDRAWN;
        }
        return scale.unitsOf(stars)
                .orElseThrow(() -> new IllegalArgumentException("table rating holds " + stars.toPlainString()
                        + ", which the scale " + scale + " does not have"));
    }
}
