package dev.ratecast.ingestion.postgres;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.BatchPlan;
import dev.ratecast.ingestion.BatchPlan.CustomerEra;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** The aggregate tables, moved by exact deltas. */
final class AggregateTables {
    private static final String LOCK_CUSTOMERS =
            """
            insert into customer_aggregate (customer_id)
            select id from unnest(?::bigint[]) as b(id) order by id
            on conflict (customer_id) do update set rating_count = excluded.rating_count where false
            """;

    private static final String DELETE_EMPTY_ERAS =
            """
            delete from customer_era_aggregate a
            using unnest(?::bigint[], ?::text[]) as b(customer_id, era)
            where a.customer_id = b.customer_id and a.era = b.era and a.rating_count = 0
            """;

    private static final String DELETE_CUSTOMERS =
            "delete from customer_aggregate where customer_id = any(?::bigint[])";

    private final String moveCustomers;
    private final String moveCustomerEras;
    private final String moveMovies;
    private final String moveEras;

    AggregateTables(RatingScale scale) {
        this.moveCustomers = moveSql("customer_aggregate", "customer_id", "bigint", scale);
        this.moveCustomerEras = moveSql("customer_era_aggregate", "customer_id, era", "bigint text", scale);
        this.moveMovies = moveSql("movie_aggregate_slot", "movie_id, slot", "bigint int", scale);
        this.moveEras = moveSql("era_aggregate_slot", "era, slot", "text int", scale);
    }

    /** Locks the customers' rows, ascending, creating those that are missing. A customer's ratings change under it only. */
    void lockCustomers(Connection connection, SortedSet<CustomerId> customers) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK_CUSTOMERS)) {
            Columns.of(lock, customers, 1).longs(CustomerId::value);
            lock.executeUpdate();
        }
    }

    void move(Connection connection, BatchPlan plan, int slot) throws SQLException {
        Set<Map.Entry<CustomerId, Tally>> customers = plan.customers().entrySet();
        try (PreparedStatement move = connection.prepareStatement(moveCustomers)) {
            tallies(Columns.of(move, customers, 1).longs(entry -> entry.getKey().value()));
            execute(move, customers);
        }
        Set<Map.Entry<CustomerEra, Tally>> customerEras = plan.customerEras().entrySet();
        try (PreparedStatement move = connection.prepareStatement(moveCustomerEras)) {
            tallies(Columns.of(move, customerEras, 1)
                    .longs(entry -> entry.getKey().customer().value())
                    .texts(entry -> entry.getKey().era().name()));
            execute(move, customerEras);
        }
        deleteEmptyEras(connection, plan);
        Set<Map.Entry<MovieId, Tally>> movies = plan.movies().entrySet();
        try (PreparedStatement move = connection.prepareStatement(moveMovies)) {
            tallies(Columns.of(move, movies, 1)
                    .longs(entry -> entry.getKey().value())
                    .integers(entry -> slot));
            execute(move, movies);
        }
        moveEras(connection, plan.eras(), slot);
    }

    void moveEras(Connection connection, Map<Era, Tally> deltas, int slot) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(moveEras)) {
            tallies(Columns.of(move, deltas.entrySet(), 1)
                    .texts(entry -> entry.getKey().name())
                    .integers(entry -> slot));
            execute(move, deltas.entrySet());
        }
    }

    void deleteCustomers(Connection connection, Collection<CustomerId> customers) throws SQLException {
        if (customers.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE_CUSTOMERS)) {
            Columns.of(delete, customers, 1).longs(CustomerId::value);
            delete.executeUpdate();
        }
    }

    private static void deleteEmptyEras(Connection connection, BatchPlan plan) throws SQLException {
        Collection<CustomerEra> shrunk = plan.customerEras().entrySet().stream()
                .filter(entry -> entry.getValue().count() < 0)
                .map(Map.Entry::getKey)
                .toList();
        if (shrunk.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE_EMPTY_ERAS)) {
            Columns.of(delete, shrunk, 1).longs(key -> key.customer().value()).texts(key -> key.era()
                    .name());
            delete.executeUpdate();
        }
    }

    private static <K> void tallies(Columns<Map.Entry<K, Tally>> columns) throws SQLException {
        columns.longs(entry -> entry.getValue().count())
                .longs(entry -> entry.getValue().sum());
    }

    private static void execute(PreparedStatement move, Collection<?> deltas) throws SQLException {
        if (!deltas.isEmpty()) {
            move.executeUpdate();
        }
    }

    /** Adds deltas, given as arrays of the key columns, counts and sums in units, to the rows of a table. */
    private static String moveSql(String table, String keys, String keyTypes, RatingScale scale) {
        String arrays = "?::" + String.join("[], ?::", keyTypes.split(" ")) + "[]";
        return """
                insert into %1$s as a (%2$s, rating_count, rating_sum)
                select %2$s, rating_count, %4$s
                from unnest(%3$s, ?::bigint[], ?::bigint[]) as b(%2$s, rating_count, units)
                order by %2$s
                on conflict (%2$s) do update
                set rating_count = a.rating_count + excluded.rating_count, rating_sum = a.rating_sum + excluded.rating_sum
                """
                .formatted(table, keys, arrays, Stars.fromUnits("units", scale));
    }
}
