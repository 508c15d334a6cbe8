package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The known ratings in memory: a {@link RatingMatrix} that events change and questions are answered from.
 *
 * <p>One thread applies events; any number ask, at the same time. An answer is of one state of the ratings, the newest
 * when its batch began.
 */
public final class MemoryKnownRatings implements KnownRatings {
    private final RatingMatrix matrix;
    private final NeighborSearch neighbors;
    private final ScratchPool scratches;

    /**
     * Nothing known yet.
     *
     * @throws IllegalArgumentException where the scale has more than 254 steps
     */
    public MemoryKnownRatings(RatingScale scale, Eras eras, NeighborRule rule) {
        this(new RatingMatrix(scale, eras, rule));
    }

    /** What a matrix holds. */
    public MemoryKnownRatings(RatingMatrix matrix) {
        this.matrix = matrix;
        this.neighbors = new NeighborSearch(matrix);
        this.scratches = new ScratchPool(matrix);
    }

    /** Applies one event; the newest date wins, on a tie the event applied later. Writer only. */
    public RatingEffect apply(RatingEvent event) {
        if (event instanceof RatingEvent.OnMovie onMovie) {
            return matrix.put(
                    event.customer().value(), onMovie.movie(), onMovie.state().units(), onMovie.ratedAt());
        }
        matrix.erase(event.customer().value());
        return RatingEffect.ERASED;
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, int nearest) {
        Scratch scratch = scratches.take();
        try {
            while (true) {
                try {
                    return factsAtOneCut(questions, nearest, scratch);
                } catch (StaleCutException e) {
                    // The writer was faster by a whole log, or erased somebody: answer from a newer state.
                    Thread.onSpinWait();
                }
            }
        } finally {
            scratches.giveBack(scratch);
        }
    }

    /**
     * Count and sum of the ratings by the customer's neighbors, for every known movie with neighbors' ratings that the
     * customer has not rated; all of one state.
     */
    public Map<MovieId, Tally> neighborTallies(CustomerId customer) {
        Scratch scratch = scratches.take();
        try {
            while (true) {
                try {
                    return neighborTallies(customer, scratch);
                } catch (StaleCutException e) {
                    Thread.onSpinWait();
                }
            }
        } finally {
            scratches.giveBack(scratch);
        }
    }

    private Map<MovieId, Tally> neighborTallies(CustomerId asker, Scratch scratch) {
        int customer = matrix.customers.find(asker.value());
        if (customer == IdIndex.NONE) {
            return Map.of();
        }
        Cut cut = matrix.cut();
        if (matrix.customers.find(asker.value()) != customer) {
            throw new StaleCutException();
        }
        cut.copyHistory(customer, scratch.own);
        CatalogueTallies tallies = neighbors.catalogue(cut, customer, asker.value(), scratch.own, scratch);
        Map<MovieId, Tally> byMovie = new HashMap<>();
        for (int movie = 0; movie < tallies.size(); movie++) {
            Tally tally = tallies.tally(movie);
            if (!tally.isZero()) {
                byMovie.put(new MovieId(matrix.movies.idOf(movie)), tally);
            }
        }
        return byMovie;
    }

    private List<KnownFacts> factsAtOneCut(List<Question> questions, int nearest, Scratch scratch) {
        int[] customers = customers(questions);
        int[] movies = movies(questions);
        Cut cut = matrix.cut();
        requireSame(customers, customers(questions));
        requireSame(movies, movies(questions));
        List<Tally> allByEra = tallies(cut.byEraOfAll());
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            facts.add(facts(cut, questions.get(i), customers[i], movies[i], allByEra, nearest, scratch));
        }
        return facts;
    }

    private int[] customers(List<Question> questions) {
        return questions.stream()
                .mapToInt(question -> matrix.customers.find(question.customer().value()))
                .toArray();
    }

    private int[] movies(List<Question> questions) {
        return questions.stream()
                .mapToInt(question -> matrix.movies.find(question.movie().value()))
                .toArray();
    }

    /** What was looked up before a cut and again after it, with the same result, holds at the cut. */
    private static void requireSame(int[] before, int[] after) {
        if (!Arrays.equals(before, after)) {
            throw new StaleCutException();
        }
    }

    private KnownFacts facts(
            Cut cut, Question question, int customer, int movie, List<Tally> allByEra, int nearest, Scratch scratch) {
        MovieFacts named = movie == IdIndex.NONE ? null : cut.facts(movie);
        History history = scratch.own;
        history.clear();
        if (customer != IdIndex.NONE) {
            cut.copyHistory(customer, history);
        }
        return new KnownFacts(
                question,
                tallies(cut.byEra(history)),
                named == null ? null : matrix.codes.unitsOrNull(history.codeOf(movie)),
                named == null ? null : knownMovie(named, cut.tally(movie)),
                allByEra,
                named == null
                        ? Neighborhood.EMPTY
                        : neighbors.of(cut, customer, question.customer().value(), history, movie, nearest, scratch));
    }

    private KnownMovie knownMovie(MovieFacts facts, long tally) {
        return new KnownMovie(
                facts.releaseYear(),
                facts.title(),
                matrix.eras().of(facts.releaseYear()),
                matrix.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally)));
    }

    private List<Tally> tallies(long[] totals) {
        List<Tally> tallies = new ArrayList<>(totals.length / 2);
        for (int era = 0; era < totals.length; era += 2) {
            tallies.add(matrix.codes.tally(totals[era], totals[era + 1]));
        }
        return tallies;
    }
}
