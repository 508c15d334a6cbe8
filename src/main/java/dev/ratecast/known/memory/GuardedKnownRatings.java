package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The known ratings in memory for one writing thread and many reading ones. One lock for all: the search for neighbors
 * counts in tables of its own, so that readers exclude each other as well.
 */
public final class GuardedKnownRatings implements FollowedRatings {
    private static final CustomerId NOBODY = new CustomerId(CustomerId.MAX_VALUE);
    private static final List<Question> ANYTHING = List.of(new Question(NOBODY, new MovieId(0)));

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryKnownRatings ratings;

    /**
     * Nothing known yet.
     *
     * @throws IllegalArgumentException where the scale has more than 32,767 steps
     */
    public GuardedKnownRatings(RatingScale scale, Eras eras, NeighborRule rule) {
        this.ratings = new MemoryKnownRatings(scale, eras, rule);
    }

    @Override
    public void name(MovieFacts movie) {
        lock.lock();
        try {
            // Erasure takes the customer away and leaves what was said about the movie.
            ratings.apply(new RatingEvent.Withdrawn(NOBODY, movie, 0));
            ratings.apply(new RatingEvent.Erased(NOBODY));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void apply(List<RatingEvent> events) {
        lock.lock();
        try {
            events.forEach(ratings::apply);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        lock.lock();
        try {
            return ratings.facts(questions, wanted);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Tally> allByEra() {
        return facts(ANYTHING, Wanted.NO_LISTS).get(0).allByEra();
    }

    @Override
    public long size() {
        lock.lock();
        try {
            return ratings.size();
        } finally {
            lock.unlock();
        }
    }
}
