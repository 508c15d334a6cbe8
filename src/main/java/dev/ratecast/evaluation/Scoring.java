package dev.ratecast.evaluation;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns facts into scored ratings. Facts do not change once they are given, so that questions wait here for a batch
 * although ratings become known in between.
 */
public final class Scoring {
    private static final int BATCH = 1024;

    private final RatingScale scale;
    private final Eras eras;
    private final Estimator estimator;
    private final List<Baseline> baselines;
    private final ScoredRatings ratings;
    private final List<Asked> waiting = new ArrayList<>(BATCH);

    /**
     * A test rating and what was known before it.
     *
     * @param units the rating
     * @param customerKnown whether the customer had rated up to the cut
     * @param movieKnown whether the movie had been rated up to the cut
     */
    record Asked(KnownFacts facts, Occasion occasion, int units, boolean customerKnown, boolean movieKnown) {}

    /**
     * Scores with a model and baselines.
     *
     * @param level of the estimator's intervals
     * @param corrected the name of the baseline that the model corrects
     */
    public Scoring(
            RatingScale scale,
            Eras eras,
            Estimator estimator,
            double level,
            List<Baseline> baselines,
            String corrected) {
        this.scale = scale;
        this.eras = eras;
        this.estimator = estimator;
        this.baselines = List.copyOf(baselines);
        this.ratings = new ScoredRatings(
                scale, eras, level, baselines.stream().map(Baseline::name).toList(), corrected);
    }

    /** What was scored up to the last batch; all of it once a walk is over. */
    public ScoredRatings ratings() {
        return ratings;
    }

    void add(Asked asked) {
        waiting.add(asked);
        if (waiting.size() == BATCH) {
            flush();
        }
    }

    void flush() {
        List<KnownFacts> facts = waiting.stream().map(Asked::facts).toList();
        List<Occasion> occasions = waiting.stream().map(Asked::occasion).toList();
        List<Estimate> estimates = estimator.estimate(facts, occasions);
        List<double[]> ofBaselines = baselines.stream()
                .map(baseline -> baseline.predict(facts, occasions))
                .toList();
        for (int i = 0; i < waiting.size(); i++) {
            int row = i;
            ratings.add(scored(
                    waiting.get(i),
                    estimates.get(i),
                    ofBaselines.stream()
                            .mapToDouble(predicted -> predicted[row])
                            .toArray()));
        }
        waiting.clear();
    }

    private ScoredRating scored(Asked asked, Estimate estimate, double[] ofBaselines) {
        KnownFacts facts = asked.facts();
        KnownMovie movie = facts.movie();
        int own = facts.ownUnits() == null ? 0 : 1;
        Tally ofMovie = movie == null ? Tally.ZERO : movie.ratings();
        return new ScoredRating(
                facts.question().customer().value(),
                facts.question().movie().value(),
                asked.occasion().ratedAt(),
                scale.mean(asked.units(), 1),
                estimate,
                ofBaselines,
                Math.toIntExact(facts.customer().count()) - own,
                Math.toIntExact(ofMovie.count()) - own,
                (movie == null ? eras.of(asked.occasion().releaseYear()) : movie.era()).index(),
                asked.customerKnown(),
                asked.movieKnown());
    }
}
