package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.RebuildRefusedException;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;

/**
 * Recomputes every aggregate, and every movie's era, from {@code rating}, and stores the settings that it did so with.
 * One transaction, which holds the movies lock alone: batches wait for it, readers see the former rows until it commits.
 */
public final class AggregateRebuild {
    private static final int MISFITS_NAMED = 5;

    private static final String VALUES =
            """
            select rating, count(*) from (
                select rating from rating where rating is not null
                union all
                select rating from rating_history where rating is not null
            ) as ratings
            group by rating order by rating
            """;

    private static final String WRITE_MOVIES =
            """
            insert into movie as m (movie_id, era)
            select movie_id, era from (%s) as movie_era
            on conflict (movie_id) do update set era = excluded.era where m.era <> excluded.era
            """;

    private final DataSource dataSource;
    private final RatingScale scale;
    private final Recount recount;
    private final Installation installation;

    public AggregateRebuild(DataSource dataSource, RatingScale scale, Eras eras, BigDecimal neighborGap) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.recount = new Recount(eras);
        this.installation = new Installation(scale, eras, neighborGap);
    }

    /**
     * Recomputes everything, or changes nothing.
     *
     * @param listener told of each table and the number of rows written to it
     * @return the settings that changed; empty where they are those of before
     * @throws RebuildRefusedException where stored ratings are not on the scale, or where settings would change under a
     *     running service
     */
    public List<String> run(ObjLongConsumer<String> listener) throws SQLException {
        return Transaction.of(dataSource, connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            // Every statement after this one sees all that was committed before, and nothing else can be.
            MovieTable.lock(connection, true);
            refuseMisfits(connection);
            List<String> changes = installation.compare(connection);
            refuseUnderReplicas(connection, changes);
            write(connection, listener);
            installation.store(connection);
            return changes;
        });
    }

    private void write(Connection connection, ObjLongConsumer<String> listener) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            listener.accept("movie", statement.executeLargeUpdate(WRITE_MOVIES.formatted(recount.movieEras())));
            for (Map.Entry<String, String> table : tables().entrySet()) {
                statement.executeLargeUpdate("delete from " + table.getKey());
                listener.accept(
                        table.getKey(),
                        statement.executeLargeUpdate("insert into " + table.getKey() + " " + table.getValue()));
            }
        }
    }

    private Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("customer_aggregate", into("customer_id", Recount.CUSTOMERS));
        tables.put("customer_era_aggregate", into("customer_id, era", recount.customerEras()));
        tables.put("movie_aggregate_slot", intoSlot("movie_id", Recount.MOVIES));
        tables.put("era_aggregate_slot", intoSlot("era", recount.eras()));
        return tables;
    }

    private static String into(String keys, String query) {
        return "(%1$s, rating_count, rating_sum) select %1$s, rating_count, rating_sum from (%2$s) as recount"
                .formatted(keys, query);
    }

    /** Any slot serves, since the views add them up. */
    private static String intoSlot(String key, String query) {
        return "(%1$s, slot, rating_count, rating_sum) select %1$s, 0, rating_count, rating_sum from (%2$s) as recount"
                .formatted(key, query);
    }

    /** A running service goes on with the settings that it started with, and would move the new aggregates by them. */
    private static void refuseUnderReplicas(Connection connection, List<String> changes) throws SQLException {
        if (!changes.isEmpty() && Replicas.areConnected(connection)) {
            throw new RebuildRefusedException("a service is connected to this database, and settings would change: "
                    + String.join("; ", changes) + ". Nothing was changed; stop every replica first");
        }
    }

    private void refuseMisfits(Connection connection) throws SQLException {
        List<String> misfits = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(VALUES);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                BigDecimal rating = rows.getBigDecimal(1);
                if (scale.unitsOf(rating).isEmpty()) {
                    misfits.add(rating.stripTrailingZeros().toPlainString() + " (" + rows.getLong(2) + " times)");
                }
            }
        }
        if (!misfits.isEmpty()) {
            String named = String.join(", ", misfits.subList(0, Math.min(MISFITS_NAMED, misfits.size())));
            throw new RebuildRefusedException("stored ratings are not on the scale " + scale + ": " + named
                    + (misfits.size() > MISFITS_NAMED ? " and others" : "")
                    + ". Nothing was changed; configure a scale that has them (ratecast.rating.scale)");
        }
    }
}
