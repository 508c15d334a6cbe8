package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

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
                    event.customer().value(),
                    onMovie.movie(),
                    onMovie.state().units(),
                    onMovie.ratedAt());
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

    private List<KnownFacts> factsAtOneCut(List<Question> questions, int nearest, Scratch scratch) {
        int[] customers = indexes(questions, q -> matrix.customers.find(q.customer().value()));
        int[] movies = indexes(questions, q -> matrix.movies.find(q.movie().value()));
        Cut cut = matrix.cut();
        requireStillUnknown(questions, customers, movies);
        List<Tally> allByEra = tallies(cut.byEraOfAll());
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            facts.add(facts(cut, questions.get(i), customers[i], movies[i], allByEra, nearest, scratch));
        }
        return facts;
    }

    /** Begins again where somebody unknown came between the lookup and the cut. */
    private void requireStillUnknown(List<Question> questions, int[] customers, int[] movies) {
        for (int i = 0; i < customers.length; i++) {
            Question question = questions.get(i);
            if ((customers[i] == IdIndex.NONE
                            && matrix.customers.find(question.customer().value()) != IdIndex.NONE)
                    || (movies[i] == IdIndex.NONE
                            && matrix.movies.find(question.movie().value()) != IdIndex.NONE)) {
                throw new StaleCutException();
            }
        }
    }

    /** Indexes of what is asked about, looked up before the cut: what is erased later is in the log. */
    private static int[] indexes(List<Question> questions, ToIntFunction<Question> lookup) {
        return questions.stream().mapToInt(lookup).toArray();
    }

    private KnownFacts facts(
            Cut cut,
            Question question,
            int customer,
            int movie,
            List<Tally> allByEra,
            int nearest,
            Scratch scratch) {
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
                        : neighbors.of(
                                cut, customer, question.customer().value(), history, movie, nearest, scratch));
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
