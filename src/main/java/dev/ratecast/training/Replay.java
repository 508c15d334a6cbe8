package dev.ratecast.training;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks ratings in time order: before each one is applied, its features and baseline are computed from what is known
 * then. One replay a known ratings, which start empty.
 */
public final class Replay {
    private static final int QUESTIONS_AT_ONCE = 1024;

    private final RatingScale scale;
    private final FeatureAssembler assembler;
    private final KnownRatings known;
    private final Consumer<RatingEvent> apply;

    /**
     * A replay into known ratings.
     *
     * @param apply makes an event known
     */
    public Replay(RatingScale scale, FeatureAssembler assembler, KnownRatings known, Consumer<RatingEvent> apply) {
        this.scale = scale;
        this.assembler = assembler;
        this.known = known;
        this.apply = apply;
    }

    /** Replays rows of a log in the order given, which is by time. */
    public void run(RatingLog log, int[] timeOrder, int end, WithinDay withinDay, Listener listener) {
        int from = 0;
        while (from < end) {
            int to = withinDay == WithinDay.SEQUENTIAL ? from + 1 : WithinDay.endOfDay(log, timeOrder, from, end);
            for (int chunk = from; chunk < to; chunk += QUESTIONS_AT_ONCE) {
                ask(log, timeOrder, chunk, Math.min(to, chunk + QUESTIONS_AT_ONCE), listener);
            }
            for (int place = from; place < to; place++) {
                apply.accept(log.event(timeOrder[place]));
            }
            from = to;
        }
    }

    /** The feature schema of the vectors. */
    public FeatureAssembler assembler() {
        return assembler;
    }

    private void ask(RatingLog log, int[] timeOrder, int from, int to, Listener listener) {
        List<Question> questions = new ArrayList<>(to - from);
        for (int place = from; place < to; place++) {
            int row = timeOrder[place];
            questions.add(new Question(new CustomerId(log.customer(row)), new MovieId(log.movie(row))));
        }
        List<KnownFacts> answers = known.facts(questions, 0);
        for (int place = from; place < to; place++) {
            int row = timeOrder[place];
            if (log.withdrawn(row)) {
                listener.onWithdrawn(place);
                continue;
            }
            KnownFacts facts = answers.get(place - from);
            Occasion occasion = new Occasion(log.ratedAt(row), log.releaseYear(row));
            listener.onRating(
                    place,
                    assembler.vector(facts, occasion),
                    scale.mean(log.units(row), 1),
                    assembler.baseline(facts),
                    assembler.base(facts, occasion).standIn());
        }
    }

    /** Told about each row before it is known. */
    public interface Listener {
        /**
         * A rating is about to become known.
         *
         * @param place where it stands in the time order
         * @param rating in stars, as are baseline and overall mean
         */
        void onRating(int place, float[] vector, double rating, double baseline, double overallMean);

        /** A withdrawal is about to become known; there is nothing to predict. */
        void onWithdrawn(int place);
    }
}
