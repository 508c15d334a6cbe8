package dev.ratecast.ingestion.postgres;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the stored ratings of movies whose era changed from one era's aggregates to another's. Runs while the movies
 * lock is held alone, so no other batch touches the rows.
 */
final class MovieEraMove {
    private static final String MOVE_CUSTOMERS =
            """
            with moved as (
                select r.customer_id, r.rating
                from rating r
                where r.movie_id = ? and r.rating is not null
            )
            insert into customer_era_aggregate as a (customer_id, era, rating_count, rating_sum)
            select customer_id, ?, ?, rating * ? from moved order by customer_id
            on conflict (customer_id, era) do update
            set rating_count = a.rating_count + excluded.rating_count, rating_sum = a.rating_sum + excluded.rating_sum
            """;

    private static final String DELETE_EMPTY =
            """
            delete from customer_era_aggregate a
            using rating r
            where r.movie_id = ? and a.customer_id = r.customer_id and a.era = ? and a.rating_count = 0
            """;

    private static final String TALLY =
            "select count(*), coalesce(sum(rating), 0) from rating where movie_id = ? and rating is not null";

    private final Eras eras;
    private final RatingScale scale;
    private final AggregateTables aggregates;
    private final TransactionTimeouts timeouts;

    MovieEraMove(Eras eras, RatingScale scale, AggregateTables aggregates, TransactionTimeouts timeouts) {
        this.timeouts = timeouts;
        this.eras = eras;
        this.scale = scale;
        this.aggregates = aggregates;
    }

    void move(Connection connection, MovieTable.Update update, int slot) throws SQLException {
        for (MovieFacts before : new TreeMap<>(update.before()).values()) {
            MovieFacts after = update.after().getOrDefault(before.movie(), before);
            Era from = eras.of(before.releaseYear());
            Era to = eras.of(after.releaseYear());
            if (!from.equals(to)) {
                // A batch may move any number of movies, each with all of its ratings.
                timeouts.beginAnew(connection);
                move(connection, before.movie(), from, to, slot);
            }
        }
    }

    private void move(Connection connection, MovieId movie, Era from, Era to, int slot) throws SQLException {
        moveCustomers(connection, movie, from, -1);
        moveCustomers(connection, movie, to, 1);
        try (PreparedStatement delete = connection.prepareStatement(DELETE_EMPTY)) {
            delete.setLong(1, movie.value());
            delete.setString(2, from.name());
            delete.executeUpdate();
        }
        Tally tally = tally(connection, movie);
        aggregates.moveEras(connection, Map.of(from, tally.negated(), to, tally), slot);
    }

    private static void moveCustomers(Connection connection, MovieId movie, Era era, int direction)
            throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE_CUSTOMERS)) {
            move.setLong(1, movie.value());
            move.setString(2, era.name());
            move.setInt(3, direction);
            move.setInt(4, direction);
            move.executeUpdate();
        }
    }

    private Tally tally(Connection connection, MovieId movie) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TALLY)) {
            select.setLong(1, movie.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                BigDecimal sum = row.getBigDecimal(2);
                return new Tally(row.getLong(1), scale.exactUnits(sum));
            }
        }
    }
}
