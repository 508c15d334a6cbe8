package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.BatchPlan;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoredRating;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Ratings, aggregates and offsets in Postgres: one transaction for each batch. */
public final class PostgresRatingStore implements RatingStore {
    private final DataSource dataSource;
    private final TransactionTimeouts timeouts;
    private final MovieTable movies;
    private final RatingTable ratings;
    private final AggregateTables aggregates;
    private final MovieEraMove eraMove;

    public PostgresRatingStore(
            DataSource dataSource, RatingScale scale, Eras eras, boolean keepHistory, TransactionTimeouts timeouts) {
        this.dataSource = dataSource;
        this.timeouts = timeouts;
        this.movies = new MovieTable(eras);
        this.ratings = new RatingTable(scale, keepHistory);
        this.aggregates = new AggregateTables(scale);
        this.eraMove = new MovieEraMove(eras, scale, aggregates, timeouts);
    }

    @Override
    public EffectCounts apply(EventBatch batch) {
        return attempt(batch, false)
                .or(() -> attempt(batch, true))
                .orElseThrow(() ->
                        new IllegalStateException("a batch that holds the movies lock alone can always be applied"));
    }

    /** @return empty where the batch has to hold the movies lock alone; then nothing was written */
    private Optional<EffectCounts> attempt(EventBatch batch, boolean exclusive) {
        try {
            return Transaction.of(dataSource, connection -> {
                timeouts.apply(connection);
                OffsetTable.advance(connection, batch);
                EffectCounts effects = applyEvents(connection, batch, exclusive);
                if (effects == null) {
                    connection.rollback();
                }
                return Optional.ofNullable(effects);
            });
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private @Nullable EffectCounts applyEvents(Connection connection, EventBatch batch, boolean exclusive)
            throws SQLException {
        SortedSet<Integer> repeated = ReplayTable.record(connection, batch);
        List<RatingEvent> events = without(batch.events(), repeated);
        if (events.isEmpty()) {
            return EffectCounts.NONE.withDuplicatesAt(repeated);
        }
        MovieTable.lock(connection, exclusive);
        MovieTable.Update update = movies.merge(connection, events, exclusive);
        if (update == null) {
            return null;
        }
        eraMove.move(connection, update, batch.slot());
        SortedSet<CustomerId> customers =
                events.stream().map(RatingEvent::customer).collect(Collectors.toCollection(TreeSet::new));
        aggregates.lockCustomers(connection, customers);
        BatchPlan plan = plan(connection, events, update);
        ratings.write(connection, plan);
        aggregates.move(connection, plan, batch.slot());
        aggregates.deleteCustomers(connection, customersWithoutRows(plan));
        return new EffectCounts(plan.effects(), update.yearDisagreements(), plan.effectsInOrder())
                .withDuplicatesAt(repeated);
    }

    private static List<RatingEvent> without(List<RatingEvent> events, Set<Integer> places) {
        return places.isEmpty()
                ? events
                : IntStream.range(0, events.size())
                        .filter(place -> !places.contains(place))
                        .mapToObj(events::get)
                        .toList();
    }

    private BatchPlan plan(Connection connection, List<RatingEvent> events, MovieTable.Update update)
            throws SQLException {
        Set<RatingKey> keys = new TreeSet<>();
        Set<CustomerId> erased = new HashSet<>();
        for (RatingEvent event : events) {
            if (event instanceof RatingEvent.OnMovie onMovie) {
                keys.add(onMovie.key());
            } else {
                erased.add(event.customer());
            }
        }
        Map<RatingKey, StoredRating> stored = new HashMap<>(ratings.find(connection, keys));
        stored.putAll(ratings.findAllOf(connection, erased));
        Map<MovieId, Era> eras = new HashMap<>();
        update.after().values().forEach(facts -> eras.put(facts.movie(), movies.eraOf(facts)));
        Set<MovieId> others = stored.keySet().stream()
                .map(RatingKey::movie)
                .filter(movie -> !eras.containsKey(movie))
                .collect(Collectors.toSet());
        for (MovieFacts facts : movies.find(connection, others).values()) {
            eras.put(facts.movie(), movies.eraOf(facts));
        }
        return BatchPlan.of(events, stored, movie -> {
            Era era = eras.get(movie);
            if (era == null) {
                throw new IllegalStateException("movie " + movie + " has ratings but no row");
            }
            return era;
        });
    }

    private static Collection<CustomerId> customersWithoutRows(BatchPlan plan) {
        Set<CustomerId> written =
                plan.writes().keySet().stream().map(RatingKey::customer).collect(Collectors.toSet());
        return plan.erased().stream().filter(c -> !written.contains(c)).toList();
    }
}
