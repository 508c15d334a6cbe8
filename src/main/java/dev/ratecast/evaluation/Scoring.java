package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
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
    private final Estimator estimator;
    private final List<Baseline> baselines;
    private final ScoredRatings ratings;
    private final List<Asked> waiting = new ArrayList<>(BATCH);

    /**
     * A test rating and what was computed from what was known before it.
     *
     * @param ratedAt in epoch seconds
     * @param units the rating
     * @param customerKnown whether the customer had rated up to the cut
     * @param movieKnown whether the movie had been rated up to the cut
     */
    record Asked(
            FeatureVector features,
            long customer,
            long movie,
            long ratedAt,
            int units,
            boolean customerKnown,
            boolean movieKnown) {}

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
        List<FeatureVector> features = waiting.stream().map(Asked::features).toList();
        List<Long> ratedAt = waiting.stream().map(Asked::ratedAt).toList();
        List<Estimate> estimates = estimator.estimate(features, ratedAt);
        List<double[]> ofBaselines =
                baselines.stream().map(baseline -> baseline.predict(features)).toList();
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
        FeatureVector features = asked.features();
        return new ScoredRating(
                asked.customer(),
                asked.movie(),
                asked.ratedAt(),
                scale.mean(asked.units(), 1),
                estimate,
                ofBaselines,
                Math.toIntExact(features.customerRatings()),
                Math.toIntExact(features.movieRatings()),
                features.base().era().index(),
                asked.customerKnown(),
                asked.movieKnown());
    }
}
