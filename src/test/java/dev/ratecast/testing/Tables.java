package dev.ratecast.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The contract tables as text, to be compared with each other and with a recount. */
public final class Tables {
    private static final Map<String, String> STORED = Map.of(
            "customer_aggregate", "select customer_id, rating_count, rating_sum from customer_aggregate",
            "customer_era_aggregate", "select customer_id, era, rating_count, rating_sum from customer_era_aggregate",
            "movie_aggregate", "select movie_id, rating_count, rating_sum from movie_aggregate",
            "era_aggregate", "select era, rating_count, rating_sum from era_aggregate");

    private static final Map<String, String> RECOUNTED = Map.of(
            "customer_aggregate", "select customer_id, count(rating), coalesce(sum(rating), 0) from rating group by 1",
            "customer_era_aggregate",
                    """
                    select r.customer_id, m.era, count(*), sum(r.rating)
                    from rating r join movie m using (movie_id) where r.rating is not null group by 1, 2
                    """,
            "movie_aggregate", "select movie_id, count(*), sum(rating) from rating where rating is not null group by 1",
            "era_aggregate",
                    """
                    select m.era, count(*), sum(r.rating)
                    from rating r join movie m using (movie_id) where r.rating is not null group by 1
                    """);

    private Tables() {}

    /** The aggregates as they are stored. */
    public static Map<String, List<String>> aggregates(DataSource dataSource) throws SQLException {
        return query(dataSource, STORED);
    }

    /** The aggregates as a recount of {@code rating} gives them. */
    public static Map<String, List<String>> recount(DataSource dataSource) throws SQLException {
        return query(dataSource, RECOUNTED);
    }

    /** Ratings, movies and aggregates, without the time at which they were applied. */
    public static Map<String, List<String>> contents(DataSource dataSource) throws SQLException {
        Map<String, List<String>> contents = new LinkedHashMap<>(aggregates(dataSource));
        contents.put("rating", rows(dataSource, "select customer_id, movie_id, rating, rating_date from rating"));
        contents.put("movie", rows(dataSource, "select movie_id, title, release_year, era from movie"));
        return contents;
    }

    /**
     * What events have come to, history and offsets included, without what differs from run to run: times of
     * application, and who owned a partition.
     */
    public static Map<String, List<String>> effects(DataSource dataSource) throws SQLException {
        Map<String, List<String>> effects = new LinkedHashMap<>(contents(dataSource));
        effects.put(
                "rating_history",
                rows(dataSource, "select customer_id, movie_id, rating, rating_date from rating_history"));
        // A batch tells its latest date to all of its partitions: only the latest of all is the same in every run.
        effects.put(
                "consumed_offset",
                rows(
                        dataSource,
                        """
                        select topic, partition, next_offset, max(latest_rating_date) over () from consumed_offset
                        """));
        return effects;
    }

    /** Every contract column, the times of application included. */
    public static Map<String, List<String>> everything(DataSource dataSource) throws SQLException {
        Map<String, List<String>> everything = contents(dataSource);
        everything.put("rating", rows(dataSource, "select * from rating"));
        everything.put("rating_history", rows(dataSource, "select * from rating_history"));
        return everything;
    }

    /** The rows of a query as sorted text; numbers without trailing zeros, so that 3.0 is 3. */
    public static List<String> rows(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder text = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    Object value = rows.getObject(column);
                    text.append(
                                    value instanceof java.math.BigDecimal number
                                            ? number.stripTrailingZeros().toPlainString()
                                            : String.valueOf(value))
                            .append('|');
                }
                texts.add(text.toString());
            }
            texts.sort(null);
            return texts;
        }
    }

    /** Runs statements that no part of the service would. */
    public static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, statements);
        }
    }

    /** Executes statements on a connection, as it is set. */
    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    public static long number(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<String, List<String>> query(DataSource dataSource, Map<String, String> queries)
            throws SQLException {
        Map<String, List<String>> results = new LinkedHashMap<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            results.put(query.getKey(), rows(dataSource, query.getValue()));
        }
        return results;
    }
}
