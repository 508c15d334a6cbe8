package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.TableAudit;
import dev.ratecast.rating.Eras;
import dev.ratecast.transaction.Transaction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Compares every aggregate, and every movie's era, with a recount of {@code rating}. All tables are read in one
 * snapshot, so the comparison holds while ingestion goes on, and holds nothing up.
 */
public final class AggregateAudit {
    private static final int DIFFERENCES_SHOWN = 20;

    private static final String COMPARE =
            """
            with stored as (%2$s), recounted as (%3$s),
            compared as (
                select %1$s, stored.value as stored, recounted.value as recounted
                from stored full join recounted using (%1$s)
            ),
            numbered as (
                select *, stored is distinct from recounted as differs,
                       row_number() over (partition by stored is distinct from recounted order by %1$s) as n
                from compared
            )
            select count(*), count(*) filter (where differs),
                   array_agg(
                       concat_ws(' ', %4$s) || ': stored ' || coalesce(stored, 'nothing')
                           || ', recounted ' || coalesce(recounted, 'nothing')
                       order by n) filter (where differs and n <= ?)
            from numbered
            """;

    /** A table, the columns that identify a row, and the two queries that should give the same. */
    private record Check(String table, List<String> keys, String stored, String recounted) {
        static Check ofTallies(String table, List<String> keys, String recounted) {
            return new Check(table, keys, tallies(keys, table), tallies(keys, "(" + recounted + ") as recount"));
        }

        String sql() {
            List<String> named =
                    keys.stream().map(key -> "'" + key + "=' || " + key).toList();
            return COMPARE.formatted(String.join(", ", keys), stored, recounted, String.join(", ", named));
        }

        private static String tallies(List<String> keys, String from) {
            return "select " + String.join(", ", keys)
                    + ", format('%s ratings with sum %s', rating_count, trim_scale(rating_sum)) as value from " + from;
        }
    }

    private final DataSource dataSource;
    private final List<Check> checks;

    public AggregateAudit(DataSource dataSource, Eras eras) {
        this.dataSource = dataSource;
        Recount recount = new Recount(eras);
        this.checks = List.of(
                new Check(
                        "movie",
                        List.of("movie_id"),
                        "select movie_id, 'era ' || era as value from movie",
                        "select movie_id, 'era ' || era as value from (" + recount.movieEras() + ") as movie_era"),
                Check.ofTallies("customer_aggregate", List.of("customer_id"), Recount.CUSTOMERS),
                Check.ofTallies("customer_era_aggregate", List.of("customer_id", "era"), recount.customerEras()),
                Check.ofTallies("movie_aggregate", List.of("movie_id"), Recount.MOVIES),
                Check.ofTallies("era_aggregate", List.of("era"), recount.eras()));
    }

    /**
     * Compares table after table.
     *
     * @param listener told of each table as soon as it is compared
     * @return whether nothing differs
     */
    public boolean run(Consumer<TableAudit> listener) throws SQLException {
        return Transaction.snapshot(dataSource, connection -> {
            boolean clean = true;
            for (Check check : checks) {
                TableAudit audit = compare(connection, check);
                clean &= audit.isClean();
                listener.accept(audit);
            }
            return clean;
        });
    }

    private static TableAudit compare(Connection connection, Check check) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(check.sql())) {
            statement.setInt(1, DIFFERENCES_SHOWN);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array first = row.getArray(3);
                List<String> lines = first == null ? List.of() : List.of((String[]) first.getArray());
                return new TableAudit(check.table(), row.getLong(1), row.getLong(2), lines);
            }
        }
    }
}
