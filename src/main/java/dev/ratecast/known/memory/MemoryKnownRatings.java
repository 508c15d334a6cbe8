package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownSize;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.function.Function;

/**
 * The known ratings in memory: {@link RatingArrays} that events change and questions are answered from.
 *
 * <p>One thread applies events; any number ask, at the same time. An answer is of one state of the ratings, the newest
 * when its batch began.
 */
public final class MemoryKnownRatings implements FollowedRatings {
    private final RatingArrays arrays;
    private final Answers answers;
    private final Pool<Scratch> scratches;

    /** Nothing known yet. */
    public MemoryKnownRatings(RatingScale scale, Eras eras, NeighborRule rule) {
        this(new RatingArrays(scale, eras, rule));
    }

    /** What the arrays hold. */
    public MemoryKnownRatings(RatingArrays arrays) {
        this.arrays = arrays;
        this.answers = new Answers(arrays);
        this.scratches = new Pool<>(() -> new Scratch(arrays));
    }

    /** An empty memory to be filled. */
    public static RatingsLoad load(RatingScale scale, Eras eras, NeighborRule rule) {
        return new MatrixLoader(new RatingArrays(scale, eras, rule));
    }

    @Override
    public void apply(List<RatingEvent> events) {
        events.forEach(this::apply);
    }

    /** Applies one event; the newest date wins, on a tie the event applied later. Writer only. */
    public RatingEffect apply(RatingEvent event) {
        if (event instanceof RatingEvent.OnMovie onMovie) {
            return arrays.put(
                    event.customer().value(), onMovie.movie(), onMovie.state().units(), onMovie.ratedAt());
        }
        arrays.erase(event.customer().value());
        return RatingEffect.ERASED;
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        return atOneCut(scratch -> answers.facts(questions, wanted, scratch));
    }

    @Override
    public boolean isQuick(Question question) {
        return answers.isQuick(question);
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        return atOneCut(scratch -> answers.unrated(customer, minRatings, scratch));
    }

    @Override
    public List<Tally> allByEra() {
        return arrays.codes.tallies(arrays.totals);
    }

    @Override
    public KnownSize size() {
        long ratings = 0;
        for (int era = 0; era < arrays.totals.length; era += 2) {
            ratings += arrays.totals[era];
        }
        return new KnownSize(ratings, arrays.customerCount(), arrays.movieCount());
    }

    RatingArrays arrays() {
        return arrays;
    }

    /** The ratings known now, by rows, for fitting factors. Nobody may apply an event while it is read. */
    public RatingMatrix matrix() {
        return new RowMatrix(arrays);
    }

    @Override
    public RatingsChecksum checksum() {
        RatingsChecksum checksum = new RatingsChecksum();
        for (int customer = 0, limit = arrays.customers.limit(); customer < limit; customer++) {
            CustomerRow row = arrays.byCustomer.row(customer);
            for (int place = 0, length = row.length(); place < length; place++) {
                int code = row.code(place);
                checksum.rating(
                        arrays.customers.idOf(customer),
                        arrays.movies.idOf(row.movie(place)),
                        code == Codes.NONE ? null : arrays.codes.units(code),
                        row.date(place));
            }
        }
        return checksum;
    }

    /**
     * Answers from the newest state, again from a newer one where the writer was too fast.
     *
     * @param answer works in what it is given, and throws {@link StaleCutException} where it was overtaken
     */
    <T> T atOneCut(Function<Scratch, T> answer) {
        while (true) {
            Scratch scratch = scratches.take();
            try {
                T answered = answer.apply(scratch);
                // Only now: whoever throws may leave it half used, and the next to take it expects it cleared.
                scratches.giveBack(scratch);
                return answered;
            } catch (StaleCutException e) {
                // The writer was faster by a whole log, or erased somebody: answer from a newer state.
                Thread.onSpinWait();
            }
        }
    }
}
