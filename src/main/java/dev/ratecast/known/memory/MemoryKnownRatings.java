package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.RatingMatrix;
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
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RatingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The known ratings in primitive arrays: 10 bytes a rating by customer and 6 by movie, no object per rating. Applies
 * events by the rules that the tables follow and answers from what was applied so far.
 *
 * <p>Not safe for use by several threads: events and questions come from one thread.
 */
public final class MemoryKnownRatings implements KnownRatings {
    private static final long LATEST_DATE = 0xFFFF_FFFFL;

    private final Eras eras;
    private final Steps steps;
    private final IdIndex customers = new IdIndex();
    private final IdIndex movies = new IdIndex();
    private final CustomerRows byCustomer = new CustomerRows();
    private final MovieRows byMovie = new MovieRows();
    private final EraTallies tallies;
    private final NeighborSearch neighbors;
    private final Listing listing;
    private final RaterShares raterShares = new RaterShares(byCustomer);

    /** By movie index. */
    private MovieFacts[] movieFacts = new MovieFacts[16];

    private long[] movieSums = new long[16];

    /**
     * Nothing known yet.
     *
     * @throws IllegalArgumentException where the scale has more than 32,767 steps
     */
    public MemoryKnownRatings(RatingScale scale, Eras eras, NeighborRule rule) {
        this.eras = eras;
        this.steps = new Steps(scale);
        this.tallies = new EraTallies(eras.count());
        this.neighbors = new NeighborSearch(byCustomer, byMovie, customers, steps, rule);
        this.listing = new Listing(byCustomer, byMovie, customers, movies, steps);
    }

    /** Applies one event; the newest date wins, on a tie the event applied later. */
    public RatingEffect apply(RatingEvent event) {
        if (event instanceof RatingEvent.OnMovie onMovie) {
            return applyOnMovie(onMovie);
        }
        erase(event.customer().value());
        return RatingEffect.ERASED;
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        List<Tally> allByEra = tallies.ofAll();
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        for (Question question : questions) {
            KnownFacts before = facts.isEmpty() ? null : facts.get(facts.size() - 1);
            facts.add(factsOf(question, allByEra, wanted, before));
        }
        return facts;
    }

    @Override
    public List<MovieId> movies(long minRatings) {
        return IntStream.range(0, movies.limit())
                .filter(movie -> byMovie.length(movie) >= minRatings)
                .mapToObj(movie -> new MovieId(movies.idOf(movie)))
                .sorted()
                .toList();
    }

    /** How many ratings are known. */
    public long size() {
        return tallies.ofAll().stream().mapToLong(Tally::count).sum();
    }

    /** The ratings known now, by rows; good until the next event. */
    public RatingMatrix matrix() {
        return new RowMatrix(byCustomer, byMovie, customers, movies, steps);
    }

    private KnownFacts factsOf(Question question, List<Tally> allByEra, Wanted wanted, @Nullable KnownFacts before) {
        int customer = customers.find(question.customer().value());
        int movie = movies.find(question.movie().value());
        boolean bothKnown = customer != IdIndex.NONE && movie != IdIndex.NONE;
        int place = bothKnown ? byCustomer.find(customer, movie) : -1;
        return new KnownFacts(
                question,
                tallies.ofCustomer(customer),
                place < 0 ? null : steps.unitsOrNull(byCustomer.stepAt(customer, place)),
                movie == IdIndex.NONE ? null : knownMovie(movie),
                allByEra,
                bothKnown ? neighbors.of(customer, movie, movies.limit(), wanted.nearest()) : Neighborhood.EMPTY,
                historyOf(question, customer, before),
                movie == IdIndex.NONE ? RaterMeans.NONE : raterShares.of(movie, byMovie.length(movie)),
                movie != IdIndex.NONE && wanted.ratersOf().includes(question.movie(), ratingsOf(movie))
                        ? listing.raters(movie)
                        : Raters.NONE);
    }

    private History historyOf(Question question, int customer, @Nullable KnownFacts before) {
        if (customer == IdIndex.NONE) {
            return History.EMPTY;
        }
        if (before != null && before.question().customer().equals(question.customer())) {
            return before.history();
        }
        return listing.history(customer, movieFacts, movieSums, raterShares);
    }

    private KnownMovie knownMovie(int movie) {
        MovieFacts facts = movieFacts[movie];
        return new KnownMovie(facts.releaseYear(), facts.title(), eras.of(facts.releaseYear()), ratingsOf(movie));
    }

    private Tally ratingsOf(int movie) {
        return new Tally(byMovie.length(movie), movieSums[movie]);
    }

    private RatingEffect applyOnMovie(RatingEvent.OnMovie event) {
        if (event.ratedAt() < 0 || event.ratedAt() > LATEST_DATE) {
            throw new IllegalArgumentException("rating_date lies outside 1970 to 2106: " + event.ratedAt() + " s");
        }
        int movie = merge(event.movie());
        int customer = customers.findOrAdd(event.customer().value());
        byCustomer.reserve(customer + 1);
        tallies.reserve(customer + 1);
        RatingState arriving = event.state();
        short step = steps.of(arriving.units());
        int place = byCustomer.find(customer, movie);
        Tally all = tallies.totalOf(customer);
        if (place < 0) {
            raterShares.add(customer, -1, all.count(), all.sum());
            byCustomer.insert(customer, -place - 1, movie, step, arriving.ratedAt());
            count(customer, movie, Steps.WITHDRAWN, step);
            addShares(customer);
            return arriving.units() == null ? RatingEffect.WITHDRAWN : RatingEffect.ADDED;
        }
        short before = byCustomer.stepAt(customer, place);
        RatingState stored = new RatingState(steps.unitsOrNull(before), byCustomer.dateAt(customer, place));
        RatingEffect effect = stored.effectOf(arriving);
        if (effect != RatingEffect.DUPLICATE && effect != RatingEffect.SUPERSEDED) {
            raterShares.add(customer, -1, all.count(), all.sum());
            byCustomer.set(customer, place, step, arriving.ratedAt());
            count(customer, movie, before, step);
            addShares(customer);
        }
        return effect;
    }

    private void addShares(int customer) {
        Tally all = tallies.totalOf(customer);
        raterShares.add(customer, 1, all.count(), all.sum());
    }

    /** Moves the movie's row and every tally from one step to another; either may be {@link Steps#WITHDRAWN}. */
    private void count(int customer, int movie, short before, short after) {
        if (before == after) {
            return;
        }
        if (before == Steps.WITHDRAWN) {
            byMovie.add(movie, customer, after);
        } else if (after == Steps.WITHDRAWN) {
            byMovie.remove(movie, customer);
        } else {
            byMovie.set(movie, customer, after);
        }
        int era = eraOf(movie).index();
        if (before != Steps.WITHDRAWN) {
            tallies.add(customer, era, -1, steps.units(before));
            movieSums[movie] -= steps.units(before);
        }
        if (after != Steps.WITHDRAWN) {
            tallies.add(customer, era, 1, steps.units(after));
            movieSums[movie] += steps.units(after);
        }
    }

    private void erase(long id) {
        int customer = customers.find(id);
        if (customer == IdIndex.NONE) {
            return;
        }
        Tally all = tallies.totalOf(customer);
        raterShares.add(customer, -1, all.count(), all.sum());
        for (int i = 0; i < byCustomer.length(customer); i++) {
            count(customer, byCustomer.movies(customer)[i], byCustomer.stepAt(customer, i), Steps.WITHDRAWN);
        }
        byCustomer.clear(customer);
        customers.remove(id);
    }

    /** Merges what an event says about a movie; a changed era moves the movie's ratings. */
    private int merge(MovieFacts arriving) {
        int movie = movies.findOrAdd(arriving.movie().value());
        byMovie.reserve(movie + 1);
        raterShares.reserve(movie + 1);
        if (movie >= movieFacts.length) {
            movieFacts = Arrays.copyOf(movieFacts, IdIndex.grown(movie));
            movieSums = Arrays.copyOf(movieSums, movieFacts.length);
        }
        @Nullable MovieFacts known = movieFacts[movie];
        MovieFacts merged = known == null ? arriving : known.merge(arriving);
        Era from = eras.of(known == null ? null : known.releaseYear());
        movieFacts[movie] = merged;
        Era to = eraOf(movie);
        if (!from.equals(to)) {
            for (int r = 0; r < byMovie.length(movie); r++) {
                int customer = byMovie.customers(movie)[r];
                int units = steps.units(byMovie.steps(movie)[r]);
                tallies.add(customer, from.index(), -1, units);
                tallies.add(customer, to.index(), 1, units);
            }
        }
        return movie;
    }

    private Era eraOf(int movie) {
        return eras.of(movieFacts[movie].releaseYear());
    }
}
