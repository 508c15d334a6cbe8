package dev.ratecast.ingestion.postgres;

import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code movie} table. Batches that change no known movie share the movies lock and insert new movies side by side;
 * a batch that changes one holds the lock alone, because the movie's ratings then move between eras under every other
 * batch's feet.
 */
final class MovieTable {
    /** The key of the advisory lock: the letters "rcmovies". */
    private static final long MOVIES_LOCK = 0x72636d6f76696573L;

    private static final String SELECT =
            "select movie_id, release_year, title, title_year from movie where movie_id = any(?)";

    private static final String INSERT =
            """
            insert into movie (movie_id, release_year, title, title_year, era)
            select * from unnest(?::bigint[], ?::int[], ?::text[], ?::int[], ?::text[])
            on conflict (movie_id) do nothing
            """;

    private static final String UPDATE =
            """
            update movie m
            set release_year = b.release_year, title = b.title, title_year = b.title_year, era = b.era
            from unnest(?::bigint[], ?::int[], ?::text[], ?::int[], ?::text[])
                as b(movie_id, release_year, title, title_year, era)
            where m.movie_id = b.movie_id
            """;

    private final Eras eras;

    MovieTable(Eras eras) {
        this.eras = eras;
    }

    /** Facts of known movies before the batch, and of all its movies after it. */
    record Update(Map<MovieId, MovieFacts> before, Map<MovieId, MovieFacts> after, int yearDisagreements) {}

    static void lock(Connection connection, boolean exclusive) throws SQLException {
        String function = exclusive ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
        try (PreparedStatement lock = connection.prepareStatement("select " + function + "(?)")) {
            lock.setLong(1, MOVIES_LOCK);
            lock.execute();
        }
    }

    /**
     * Merges what the events say.
     *
     * @param exclusive whether the movies lock is held alone
     * @return what changed, or null where a known movie would change and the lock is only shared
     */
    @Nullable
    Update merge(Connection connection, List<RatingEvent> events, boolean exclusive) throws SQLException {
        Map<MovieId, MovieFacts> byMovie = new HashMap<>();
        for (RatingEvent event : events) {
            if (event instanceof RatingEvent.OnMovie onMovie) {
                MovieFacts facts = onMovie.movie();
                MovieFacts former = byMovie.putIfAbsent(facts.movie(), facts);
                if (former != null && !former.equals(facts)) {
                    byMovie.put(facts.movie(), former.merge(facts));
                }
            }
        }
        Map<MovieId, MovieFacts> named = new TreeMap<>(byMovie);
        Map<MovieId, MovieFacts> before = find(connection, named.keySet());
        List<MovieFacts> unknown = named.values().stream()
                .filter(facts -> !before.containsKey(facts.movie()))
                .toList();
        if (!unknown.isEmpty() && write(connection, INSERT, unknown) < unknown.size()) {
            // Another batch inserted one of them first: what it said is stored now.
            before.putAll(
                    find(connection, unknown.stream().map(MovieFacts::movie).toList()));
        }
        Map<MovieId, MovieFacts> after = new HashMap<>(named);
        before.forEach((movie, facts) -> after.merge(movie, facts, MovieFacts::merge));
        List<MovieFacts> changed = before.values().stream()
                .map(facts -> after.getOrDefault(facts.movie(), facts))
                .filter(facts -> !facts.equals(before.get(facts.movie())))
                .sorted((a, b) -> a.movie().compareTo(b.movie()))
                .toList();
        if (!changed.isEmpty()) {
            if (!exclusive) {
                return null;
            }
            write(connection, UPDATE, changed);
        }
        return new Update(before, after, disagreements(events, before));
    }

    Map<MovieId, MovieFacts> find(Connection connection, Collection<MovieId> movies) throws SQLException {
        Map<MovieId, MovieFacts> found = new HashMap<>();
        if (movies.isEmpty()) {
            return found;
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            Columns.of(select, movies, 1).longs(MovieId::value);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    MovieId movie = new MovieId(rows.getLong(1));
                    Integer year = rows.getObject(2, Integer.class);
                    Integer titleYear = rows.getObject(4, Integer.class);
                    found.put(movie, new MovieFacts(movie, year, rows.getString(3), titleYear));
                }
            }
        }
        return found;
    }

    Era eraOf(MovieFacts facts) {
        return eras.of(facts.releaseYear());
    }

    private int write(Connection connection, String sql, List<MovieFacts> movies) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            Columns.of(write, new ArrayList<>(movies), 1)
                    .longs(facts -> facts.movie().value())
                    .integers(MovieFacts::releaseYear)
                    .texts(MovieFacts::title)
                    .integers(MovieFacts::titleYear)
                    .texts(facts -> eraOf(facts).name());
            return write.executeUpdate();
        }
    }

    private static int disagreements(List<RatingEvent> events, Map<MovieId, MovieFacts> before) {
        int disagreements = 0;
        for (RatingEvent event : events) {
            if (event instanceof RatingEvent.OnMovie onMovie) {
                MovieFacts known = before.get(onMovie.movie().movie());
                Integer named = onMovie.movie().releaseYear();
                if (known != null
                        && known.releaseYear() != null
                        && named != null
                        && !named.equals(known.releaseYear())) {
                    disagreements++;
                }
            }
        }
        return disagreements;
    }
}
