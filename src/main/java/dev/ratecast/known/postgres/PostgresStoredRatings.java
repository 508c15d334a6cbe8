package dev.ratecast.known.postgres;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.Replay;
import dev.ratecast.known.KnownSize;
import dev.ratecast.known.RatingsSink;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/** Movies, ratings and offsets read from one REPEATABLE READ snapshot, so that they belong together; ratings in parallel. */
public final class PostgresStoredRatings implements StoredRatings {
    private static final String OFFSETS =
            """
            select partition, topic_id, next_offset, case when leader_epoch_offset = next_offset then leader_epoch end
            from consumed_offset where topic = ?
            """;
    private static final String ERAS = "select era, rating_count, rating_sum from era_aggregate";
    private static final String REPLAYED =
            """
            select l.topic, l.partition, l.record_offset, l.by_partition, l.by_offset, o.topic_id is not null as is_known
            from replayed_dead_letter l
            left join consumed_offset o
              on o.topic = ? and o.partition = l.by_partition and o.topic_id = l.by_topic_id
            """;
    private static final String SIZE =
            """
            select (select coalesce(sum(rating_count), 0)::bigint from era_aggregate),
                   (select count(*) from customer_aggregate),
                   (select count(*) from movie)
            """;
    /** By id, because a memory that numbers movies as they come lists a customer's ratings without sorting them then. */
    private static final String MOVIES =
            "select movie_id, release_year, title, title_year from movie order by movie_id";

    private static final int MOVIES_AT_ONCE = 20_000;

    private final DataSource dataSource;
    private final RatingScale scale;
    private final Eras eras;
    private final RatingsCopy ratings;

    public PostgresStoredRatings(DataSource dataSource, RatingScale scale, Eras eras) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.eras = eras;
        this.ratings = new RatingsCopy(dataSource, scale);
    }

    @Override
    public Standing standing(String topic) {
        return inSnapshot(connection -> standing(connection, topic));
    }

    @Override
    public KnownSize size() {
        return inSnapshot(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SIZE);
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                return new KnownSize(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        });
    }

    @Override
    public Beginning beginning(String topic) {
        return inSnapshot(connection -> beginning(connection, topic));
    }

    @Override
    public Beginning copy(String topic, RatingsSink into) {
        return inSnapshot(connection -> {
            Beginning beginning = beginning(connection, topic);
            copyMovies(connection, into);
            ratings.copy(connection, into);
            return beginning;
        });
    }

    private Standing standing(Connection connection, String topic) throws SQLException {
        Map<Integer, Position> positions = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(OFFSETS)) {
            select.setString(1, topic);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.put(
                            rows.getInt(1),
                            new Position(rows.getString(2), rows.getLong(3), rows.getObject(4, Integer.class)));
                }
            }
        }
        Tally[] allByEra = new Tally[eras.count()];
        Arrays.fill(allByEra, Tally.ZERO);
        try (PreparedStatement select = connection.prepareStatement(ERAS);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                BigDecimal sum = Objects.requireNonNull(rows.getBigDecimal(3));
                allByEra[eras.named(rows.getString(1)).index()] = new Tally(rows.getLong(2), scale.exactUnits(sum));
            }
        }
        return new Standing(positions, List.of(allByEra));
    }

    private Beginning beginning(Connection connection, String topic) throws SQLException {
        Set<DeadLetterId> replayed = new HashSet<>();
        Set<Replay> replays = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(REPLAYED)) {
            select.setString(1, topic);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    DeadLetterId letter = new DeadLetterId(rows.getString(1), rows.getInt(2), rows.getLong(3));
                    replayed.add(letter);
                    if (rows.getBoolean(6)) {
                        replays.add(new Replay(letter, rows.getInt(4), rows.getLong(5)));
                    }
                }
            }
        }
        return new Beginning(standing(connection, topic), replayed, replays);
    }

    private static void copyMovies(Connection connection, RatingsSink into) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(MOVIES)) {
            select.setFetchSize(MOVIES_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    into.movie(new MovieFacts(
                            new MovieId(rows.getLong(1)),
                            rows.getObject(2, Integer.class),
                            rows.getString(3),
                            rows.getObject(4, Integer.class)));
                }
            }
        }
    }

    private <T> T inSnapshot(Transaction.Work<T> reading) {
        try {
            return Transaction.snapshot(dataSource, reading);
        } catch (SQLException e) {
            throw Unanswered.by(e);
        }
    }
}
