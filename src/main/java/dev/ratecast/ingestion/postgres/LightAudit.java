package dev.ratecast.ingestion.postgres;

import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * An audit that costs little and runs beside everything else: whether the tables agree with each other on every era, and
 * whether a sample of customers agrees with a recount of their ratings. {@link AggregateAudit} compares all.
 */
public final class LightAudit {
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(1);

    private static final String ERAS =
            """
            with eras as (select era, rating_count, rating_sum from era_aggregate),
            customers as (
                select era, sum(rating_count) as rating_count, sum(rating_sum) as rating_sum
                from customer_era_aggregate group by era
            ),
            movies as (
                select movie.era, sum(a.rating_count) as rating_count, sum(a.rating_sum) as rating_sum
                from movie_aggregate a join movie using (movie_id) group by movie.era
            )
            select count(*), count(*) filter (
                where eras.rating_count is distinct from customers.rating_count
                   or eras.rating_sum is distinct from customers.rating_sum
                   or eras.rating_count is distinct from movies.rating_count
                   or eras.rating_sum is distinct from movies.rating_sum)
            from eras full join customers using (era) full join movies using (era)
            """;

    private static final String SAMPLE =
            """
            with chosen as (
                select customer_id, rating_count, rating_sum from customer_aggregate
                where customer_id >= ? * (select max(customer_id) from customer_aggregate)
                order by customer_id limit ?
            )
            select count(*), count(*) filter (
                where chosen.rating_count <> recount.rating_count or chosen.rating_sum <> recount.rating_sum)
            from chosen cross join lateral (
                select count(rating) as rating_count, coalesce(sum(rating), 0) as rating_sum
                from rating where rating.customer_id = chosen.customer_id) as recount
            """;

    /** How many rows were compared, and how many of them differ. */
    public record Outcome(long compared, long differences) {
        Outcome plus(Outcome other) {
            return new Outcome(compared + other.compared, differences + other.differences);
        }
    }

    private final DataSource dataSource;
    private final int customers;

    /**
     * An audit of this database.
     *
     * @param customers the size of the sample
     */
    public LightAudit(DataSource dataSource, int customers) {
        this.dataSource = dataSource;
        this.customers = customers;
    }

    /**
     * Compares in one snapshot.
     *
     * @param from where among the ids of customers the sample begins, from 0 to 1
     */
    public Outcome run(double from) throws SQLException {
        return Transaction.snapshot(dataSource, connection -> {
            limitStatements(connection);
            Outcome outcome = compare(connection, ERAS);
            return outcome.plus(compare(connection, SAMPLE, from, customers));
        });
    }

    private static void limitStatements(Connection connection) throws SQLException {
        try (PreparedStatement timeout =
                connection.prepareStatement("select set_config('statement_timeout', ?, true)")) {
            timeout.setString(1, Long.toString(LONGEST_STATEMENT.toMillis()));
            timeout.execute();
        }
    }

    private static Outcome compare(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Outcome(row.getLong(1), row.getLong(2));
            }
        }
    }
}
