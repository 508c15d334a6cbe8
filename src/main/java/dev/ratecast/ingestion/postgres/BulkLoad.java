package dev.ratecast.ingestion.postgres;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.ingestion.BulkRefusedException;
import dev.ratecast.ingestion.OutdatedRating;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty system with a dataset, past the topic: the tables are then what streaming the dataset would have left.
 * One transaction, which holds every table alone: where it ends early, the system is as empty as before.
 */
public final class BulkLoad {
    private static final List<String> TABLES = List.of(
            "rating",
            "rating_history",
            "movie",
            "customer_aggregate",
            "customer_era_aggregate",
            "movie_aggregate_slot",
            "era_aggregate_slot");

    /** More memory for sorting indexes, and no waiting for a reader who does not go. */
    private static final String SETTINGS =
            "select set_config('maintenance_work_mem', '256MB', true), set_config('lock_timeout', '10s', true)";

    private final DataSource dataSource;
    private final RatingScale scale;
    private final Eras eras;
    private final boolean keepHistory;
    private final Stars stars;

    public BulkLoad(DataSource dataSource, RatingScale scale, Eras eras, boolean keepHistory) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.eras = eras;
        this.keepHistory = keepHistory;
        this.stars = new Stars(scale);
    }

    /** The topic's partition as the load finds it: where reading it begins, unless it was read before. */
    public record TopicBegin(String topic, int partition, String topicId, long firstOffset) {}

    /** Who watches a load. Called by the loading thread. */
    public interface Listener {
        /** So many of the dataset's ratings are on their way. */
        void read(long ratings);

        /** What begins now. */
        void phase(String what);
    }

    /**
     * Loads the dataset, or changes nothing.
     *
     * @param facts by the dataset's movie number, as events would tell them; null where the movie's events would be
     *     refused, and its ratings do not count
     * @return how many rows {@code rating} has
     * @throws BulkRefusedException where the system is not empty, or a replica is connected
     */
    public long run(Dataset dataset, List<@Nullable MovieFacts> facts, List<TopicBegin> begins, Listener listener)
            throws SQLException {
        BulkRatings ratings = new BulkRatings(dataset, facts, eras);
        return Transaction.of(dataSource, connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            takeEmpty(connection);
            LaidAsideIndexes indexes = LaidAsideIndexes.of(connection, "rating");
            copyRatings(connection, ratings, listener::read);
            listener.phase("aggregates");
            copyHistory(connection, ratings.history());
            copyMovies(connection, dataset, facts, ratings);
            copyCustomers(connection, dataset, ratings);
            OffsetTable.begin(connection, begins, ratings.latest());
            listener.phase("indexes");
            indexes.rebuild(connection);
            listener.phase("statistics");
            execute(connection, "analyze " + String.join(", ", TABLES));
            return ratings.written();
        });
    }

    /** Empties the tables that are empty once more: only into a table of the same transaction rows can come frozen. */
    private static void takeEmpty(Connection connection) throws SQLException {
        execute(connection, SETTINGS);
        // Written last, and taken first, as batches take it: one that holds it must not wait for what follows.
        execute(connection, "lock table consumed_offset in share row exclusive mode");
        MovieTable.lock(connection, true);
        if (Replicas.areConnected(connection)) {
            throw new BulkRefusedException("a service is connected to this database; stop every replica first");
        }
        execute(connection, "lock table " + String.join(", ", TABLES) + " in access exclusive mode");
        for (String table : TABLES) {
            if (number(connection, "select count(*) from (select from " + table + " limit 1) as any_row") > 0) {
                throw new BulkRefusedException("table " + table + " is not empty; stream the dataset instead");
            }
        }
        execute(connection, "truncate " + String.join(", ", TABLES));
    }

    private void copyRatings(Connection connection, BulkRatings ratings, LongConsumer progress) throws SQLException {
        try (CopyRows copy = new CopyRows(connection, "rating (customer_id, movie_id, rating, rating_date)")) {
            ratings.copyTo(copy, stars, progress);
            copy.finish();
        }
    }

    private void copyHistory(Connection connection, List<OutdatedRating> history) throws SQLException {
        if (keepHistory) {
            new RatingTable(scale, true).writeHistory(connection, history);
        }
    }

    private void copyMovies(
            Connection connection, Dataset dataset, List<@Nullable MovieFacts> facts, BulkRatings ratings)
            throws SQLException {
        long[] counts = new long[eras.count()];
        long[] sums = new long[eras.count()];
        try (CopyRows movies = new CopyRows(connection, "movie (movie_id, title, title_year, release_year, era)")) {
            for (MovieFacts movie : facts) {
                if (movie != null) {
                    movies.row(5)
                            .bigint(movie.movie().value())
                            .text(movie.title())
                            .integer(movie.titleYear())
                            .integer(movie.releaseYear())
                            .text(eras.of(movie.releaseYear()).name());
                }
            }
            movies.finish();
        }
        try (CopyRows slots = new CopyRows(connection, slotColumns("movie"))) {
            for (int movie = 0; movie < dataset.movieCount(); movie++) {
                if (ratings.movieCount(movie) > 0) {
                    slots.row(4).bigint(dataset.movieOfNumber(movie)).integer(0);
                    tally(slots, ratings.movieCount(movie), ratings.movieSum(movie));
                    counts[ratings.eraOf(movie)] += ratings.movieCount(movie);
                    sums[ratings.eraOf(movie)] += ratings.movieSum(movie);
                }
            }
            slots.finish();
        }
        try (CopyRows slots = new CopyRows(connection, slotColumns("era"))) {
            for (Era era : eras.all()) {
                if (counts[era.index()] > 0) {
                    slots.row(4).text(era.name()).integer(0);
                    tally(slots, counts[era.index()], sums[era.index()]);
                }
            }
            slots.finish();
        }
    }

    /** Any slot serves, since the views add them up. */
    private static String slotColumns(String key) {
        return key.equals("era")
                ? "era_aggregate_slot (era, slot, rating_count, rating_sum)"
                : "movie_aggregate_slot (movie_id, slot, rating_count, rating_sum)";
    }

    private void copyCustomers(Connection connection, Dataset dataset, BulkRatings ratings) throws SQLException {
        try (CopyRows customers =
                new CopyRows(connection, "customer_aggregate (customer_id, rating_count, rating_sum)")) {
            for (int customer = 0; customer < dataset.customerCount(); customer++) {
                if (ratings.hasRows(customer)) {
                    long count = 0;
                    long sum = 0;
                    for (Era era : eras.all()) {
                        count += ratings.customerEraCount(customer, era.index());
                        sum += ratings.customerEraSum(customer, era.index());
                    }
                    tally(customers.row(3).bigint(dataset.customerOfNumber(customer)), count, sum);
                }
            }
            customers.finish();
        }
        try (CopyRows customerEras =
                new CopyRows(connection, "customer_era_aggregate (customer_id, era, rating_count, rating_sum)")) {
            for (int customer = 0; customer < dataset.customerCount(); customer++) {
                for (Era era : eras.all()) {
                    long count = ratings.customerEraCount(customer, era.index());
                    if (count > 0) {
                        customerEras
                                .row(4)
                                .bigint(dataset.customerOfNumber(customer))
                                .text(era.name());
                        tally(customerEras, count, ratings.customerEraSum(customer, era.index()));
                    }
                }
            }
            customerEras.finish();
        }
    }

    private void tally(CopyRows rows, long count, long sum) throws SQLException {
        rows.bigint(count).bytes(stars.ofSum(sum));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
