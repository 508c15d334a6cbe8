package dev.ratecast.known.postgres;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.History;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.known.Raters;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Known ratings read from Postgres. All statements of one call run in one REPEATABLE READ snapshot, so that a batch
 * that commits in between is seen by none of them.
 */
public final class PostgresKnownRatings implements KnownRatings {
    private static final String ALL = "select era, rating_count, rating_sum from era_aggregate";

    private static final String CUSTOMERS =
            """
            select customer_id, era, rating_count, rating_sum
            from customer_era_aggregate
            where customer_id = any(?::bigint[])
            """;

    private static final String MOVIES =
            """
            select m.movie_id, m.release_year, m.title, m.era,
                   coalesce(sum(s.rating_count), 0)::bigint, coalesce(sum(s.rating_sum), 0)
            from movie m
            left join movie_aggregate_slot s on s.movie_id = m.movie_id
            where m.movie_id = any(?::bigint[])
            group by m.movie_id
            """;

    private static final String UNRATED =
            """
            select m.movie_id
            from movie m
            left join movie_aggregate_slot s on s.movie_id = m.movie_id
            where not exists (
              select from rating r where r.customer_id = ? and r.movie_id = m.movie_id and r.rating is not null)
            group by m.movie_id
            having coalesce(sum(s.rating_count), 0) >= ?
            order by m.movie_id
            """;

    private static final String OWN =
            """
            select q.ord, r.rating
            from unnest(?::bigint[], ?::bigint[]) with ordinality as q(customer_id, movie_id, ord)
            join rating r on r.customer_id = q.customer_id and r.movie_id = q.movie_id
            where r.rating is not null
            """;

    /**
     * For this transaction only: the pool has nothing to set back. Each statement is planned for the very arrays it is asked
     * with; the generic plan expects ten questions and reads the whole table for one.
     */
    private static final String PLANNED_ANEW = "set local plan_cache_mode = force_custom_plan";

    private final DataSource dataSource;
    private final RatingScale scale;
    private final Eras eras;
    private final NeighborQuery neighbors;
    private final ListingQueries listing;

    public PostgresKnownRatings(DataSource dataSource, RatingScale scale, Eras eras, NeighborRule rule) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.eras = eras;
        this.neighbors = new NeighborQuery(scale, rule);
        this.listing = new ListingQueries(scale);
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        if (questions.isEmpty()) {
            return List.of();
        }
        try {
            return Transaction.snapshot(dataSource, PLANNED_ANEW, connection -> facts(connection, questions, wanted));
        } catch (SQLException e) {
            throw Unanswered.by(e);
        }
    }

    @Override
    public boolean isQuick(Question question) {
        return false;
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(UNRATED)) {
            select.setLong(1, customer.value());
            select.setLong(2, minRatings);
            try (ResultSet rows = select.executeQuery()) {
                List<MovieId> movies = new ArrayList<>();
                while (rows.next()) {
                    movies.add(new MovieId(rows.getLong(1)));
                }
                return movies;
            }
        } catch (SQLException e) {
            throw Unanswered.by(e);
        }
    }

    private List<KnownFacts> facts(Connection connection, List<Question> questions, Wanted wanted) throws SQLException {
        List<Tally> all = all(connection);
        Map<Long, Tally[]> customers = customers(connection, questions);
        Map<Long, KnownMovie> movies = movies(connection, questions);
        Map<Integer, Integer> own = own(connection, questions);
        List<Neighborhood> neighborhoods = neighbors.run(connection, questions, wanted.nearest());
        Map<Long, History> histories = listing.histories(connection, questions);
        Map<Long, RaterMeans> raterMeans = listing.raterMeans(connection, questions);
        Map<Long, Raters> raters = listing.raters(connection, ratersWanted(movies, wanted));
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            long customer = question.customer().value();
            long movie = question.movie().value();
            Tally[] byEra = customers.get(customer);
            facts.add(new KnownFacts(
                    question,
                    List.of(byEra == null ? noTallies() : byEra),
                    own.get(i),
                    movies.get(movie),
                    all,
                    neighborhoods.get(i),
                    histories.getOrDefault(customer, History.EMPTY),
                    raterMeans.getOrDefault(movie, RaterMeans.NONE),
                    raters.getOrDefault(movie, Raters.NONE)));
        }
        return facts;
    }

    private static long[] ratersWanted(Map<Long, KnownMovie> movies, Wanted wanted) {
        return movies.entrySet().stream()
                .filter(movie -> wanted.ratersOf()
                        .includes(new MovieId(movie.getKey()), movie.getValue().ratings()))
                .mapToLong(Map.Entry::getKey)
                .toArray();
    }

    private List<Tally> all(Connection connection) throws SQLException {
        Tally[] tallies = noTallies();
        try (PreparedStatement select = connection.prepareStatement(ALL);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tallies[eras.named(rows.getString(1)).index()] = tally(rows, 2);
            }
        }
        return List.of(tallies);
    }

    private Map<Long, Tally[]> customers(Connection connection, List<Question> questions) throws SQLException {
        Map<Long, Tally[]> customers = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(CUSTOMERS)) {
            long[] ids = questions.stream()
                    .mapToLong(q -> q.customer().value())
                    .distinct()
                    .toArray();
            select.setObject(1, ids, Types.ARRAY);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Tally[] byEra = customers.computeIfAbsent(rows.getLong(1), id -> noTallies());
                    byEra[eras.named(rows.getString(2)).index()] = tally(rows, 3);
                }
            }
        }
        return customers;
    }

    private Map<Long, KnownMovie> movies(Connection connection, List<Question> questions) throws SQLException {
        Map<Long, KnownMovie> movies = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(MOVIES)) {
            long[] ids = questions.stream()
                    .mapToLong(q -> q.movie().value())
                    .distinct()
                    .toArray();
            select.setObject(1, ids, Types.ARRAY);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    @Nullable Integer year = rows.getObject(2, Integer.class);
                    movies.put(
                            rows.getLong(1),
                            new KnownMovie(year, rows.getString(3), eras.named(rows.getString(4)), tally(rows, 5)));
                }
            }
        }
        return movies;
    }

    private Map<Integer, Integer> own(Connection connection, List<Question> questions) throws SQLException {
        Map<Integer, Integer> own = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(OWN)) {
            NeighborQuery.bindPairs(select, questions);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    own.put((int) rows.getLong(1) - 1, Math.toIntExact(scale.exactUnits(rows.getBigDecimal(2))));
                }
            }
        }
        return own;
    }

    private Tally tally(ResultSet rows, int firstColumn) throws SQLException {
        BigDecimal sum = Objects.requireNonNull(rows.getBigDecimal(firstColumn + 1));
        return new Tally(rows.getLong(firstColumn), scale.exactUnits(sum));
    }

    private Tally[] noTallies() {
        return Stream.generate(() -> Tally.ZERO).limit(eras.count()).toArray(Tally[]::new);
    }
}
