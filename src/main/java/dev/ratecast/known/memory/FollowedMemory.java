package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
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
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.List;

/** The known ratings in memory as one thread fills and follows them; any number of threads read beside it. */
public final class FollowedMemory implements FollowedRatings {
    private static final CustomerId NOBODY = new CustomerId(CustomerId.MAX_VALUE);
    private static final List<Question> ANYTHING = List.of(new Question(NOBODY, new MovieId(0)));

    private final MemoryKnownRatings ratings;

    /** What the arrays hold. */
    FollowedMemory(RatingArrays arrays) {
        this.ratings = new MemoryKnownRatings(arrays);
    }

    /** An empty memory to be filled. */
    public static RatingsLoad load(RatingScale scale, Eras eras, NeighborRule rule) {
        return new MatrixLoader(new RatingArrays(scale, eras, rule));
    }

    RatingArrays arrays() {
        return ratings.arrays();
    }

    @Override
    public void apply(List<RatingEvent> events) {
        events.forEach(ratings::apply);
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        return ratings.facts(questions, wanted);
    }

    @Override
    public boolean isQuick(Question question) {
        return ratings.isQuick(question);
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        return ratings.unrated(customer, minRatings);
    }

    @Override
    public List<Tally> allByEra() {
        return facts(ANYTHING, Wanted.NO_LISTS).get(0).allByEra();
    }

    @Override
    public RatingsChecksum checksum() {
        return ratings.checksum();
    }

    @Override
    public KnownSize size() {
        return new KnownSize(ratings.size(), arrays().customerCount(), arrays().movieCount());
    }
}
