package dev.ratecast.ingestion;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events changes: the rows to write and the exact deltas of the aggregates. Everything is sorted by
 * key, the order in which rows are locked.
 */
public final class BatchPlan {
    /** A customer's ratings of one era; ordered by customer, then era. */
    public record CustomerEra(CustomerId customer, Era era) implements Comparable<CustomerEra> {
        @Override
        public int compareTo(CustomerEra other) {
            int byCustomer = customer.compareTo(other.customer);
            return byCustomer != 0 ? byCustomer : Integer.compare(era.index(), other.era.index());
        }
    }

    private final Map<RatingKey, StoredRating> stored;
    private final NavigableMap<RatingKey, StoredRating> current;
    private final Function<MovieId, Era> eraOf;

    private final NavigableMap<RatingKey, RatingState> writes = new TreeMap<>();
    private final List<OutdatedRating> history = new ArrayList<>();
    private final NavigableMap<RatingKey, Set<RatingState>> told = new TreeMap<>();
    private final SortedSet<CustomerId> erased = new TreeSet<>();
    private final Map<CustomerEra, Tally> customerEras = new HashMap<>();
    private final Map<MovieId, Tally> movies = new HashMap<>();
    private final Map<RatingEffect, Integer> effects = new EnumMap<>(RatingEffect.class);
    private final List<RatingEffect> effectsInOrder = new ArrayList<>();

    private BatchPlan(Map<RatingKey, StoredRating> stored, Function<MovieId, Era> eraOf) {
        this.stored = stored;
        this.current = new TreeMap<>(stored);
        this.eraOf = eraOf;
    }

    /**
     * Plans a batch.
     *
     * @param events in the order in which they take effect
     * @param stored the stored ratings of every key in the batch, and all ratings of every customer to be erased
     * @param eraOf the era of every movie among the events and the stored ratings
     */
    public static BatchPlan of(
            List<RatingEvent> events, Map<RatingKey, StoredRating> stored, Function<MovieId, Era> eraOf) {
        BatchPlan plan = new BatchPlan(stored, eraOf);
        for (RatingEvent event : events) {
            RatingEffect effect;
            if (event instanceof RatingEvent.OnMovie onMovie) {
                effect = plan.arrive(onMovie.key(), onMovie.state());
            } else {
                effect = plan.erase(event.customer());
            }
            plan.effects.merge(effect, 1, Integer::sum);
            plan.effectsInOrder.add(effect);
        }
        return plan;
    }

    private RatingEffect arrive(RatingKey key, RatingState arriving) {
        StoredRating stored = current.get(key);
        RatingEffect effect;
        if (stored == null) {
            effect = arriving.units() == null ? RatingEffect.WITHDRAWN : RatingEffect.ADDED;
        } else {
            effect = stored.state().effectOf(arriving);
        }
        if (effect == RatingEffect.DUPLICATE) {
            return effect;
        }
        if (effect == RatingEffect.SUPERSEDED) {
            remember(new OutdatedRating(key, arriving, null, true));
            return effect;
        }
        if (stored != null) {
            remember(new OutdatedRating(key, stored.state(), stored.appliedAt(), false));
            move(key, stored.state().units(), -1);
        }
        move(key, arriving.units(), 1);
        current.put(key, new StoredRating(arriving, null));
        writes.put(key, arriving);
        return effect;
    }

    /** A late rating that the batch has told of already is the same fact, not another one. */
    private void remember(OutdatedRating past) {
        boolean isNew = told.computeIfAbsent(past.key(), key -> new HashSet<>()).add(past.state());
        if (isNew || !past.late()) {
            history.add(past);
        }
    }

    private RatingEffect erase(CustomerId customer) {
        RatingKey first = new RatingKey(customer, new MovieId(0));
        RatingKey last = new RatingKey(customer, new MovieId(CustomerId.MAX_VALUE));
        NavigableMap<RatingKey, StoredRating> ratings = current.subMap(first, true, last, true);
        ratings.forEach((key, rating) -> move(key, rating.state().units(), -1));
        ratings.clear();
        writes.subMap(first, true, last, true).clear();
        history.removeIf(past -> past.key().customer().equals(customer));
        told.subMap(first, true, last, true).clear();
        erased.add(customer);
        return RatingEffect.ERASED;
    }

    private void move(RatingKey key, @Nullable Integer units, int direction) {
        if (units == null) {
            return;
        }
        Tally delta = direction > 0 ? Tally.of(units) : Tally.of(units).negated();
        customerEras.merge(new CustomerEra(key.customer(), eraOf.apply(key.movie())), delta, Tally::plus);
        movies.merge(key.movie(), delta, Tally::plus);
    }

    /** Whether a key has a row that is there when the batch's rows are written; deletions come first. */
    public boolean isStored(RatingKey key) {
        return stored.containsKey(key) && !erased.contains(key.customer());
    }

    /** The rows of {@code rating} to insert or update, as they are after the batch. */
    public NavigableMap<RatingKey, RatingState> writes() {
        return writes;
    }

    /** Ratings that this batch replaced, withdrew, or brought too late, in the order in which that happened. */
    public List<OutdatedRating> history() {
        return history;
    }

    /** Customers whose rows are deleted before anything is written. */
    public SortedSet<CustomerId> erased() {
        return erased;
    }

    /** What changes for customers. An erased customer's include what is taken away by the deletion of its rows. */
    public NavigableMap<CustomerEra, Tally> customerEras() {
        return withoutZeros(customerEras);
    }

    /** What changes for movies. */
    public NavigableMap<MovieId, Tally> movies() {
        return withoutZeros(movies);
    }

    /** What changes for eras, by era index. */
    public NavigableMap<Era, Tally> eras() {
        NavigableMap<Era, Tally> eras = new TreeMap<>((a, b) -> Integer.compare(a.index(), b.index()));
        customerEras.forEach((key, delta) -> eras.merge(key.era(), delta, Tally::plus));
        return withoutZeros(eras);
    }

    /** What changes for customers over all eras. */
    public NavigableMap<CustomerId, Tally> customers() {
        NavigableMap<CustomerId, Tally> customers = new TreeMap<>();
        customerEras.forEach((key, delta) -> customers.merge(key.customer(), delta, Tally::plus));
        return withoutZeros(customers);
    }

    /** How many events had which effect. */
    public Map<RatingEffect, Integer> effects() {
        return effects;
    }

    /** The effect of each event, in their order. */
    public List<RatingEffect> effectsInOrder() {
        return effectsInOrder;
    }

    private static <K> NavigableMap<K, Tally> withoutZeros(Map<K, Tally> deltas) {
        NavigableMap<K, Tally> moved =
                deltas instanceof NavigableMap<K, Tally> sorted ? new TreeMap<>(sorted) : new TreeMap<>(deltas);
        moved.values().removeIf(Tally::isZero);
        return moved;
    }
}
