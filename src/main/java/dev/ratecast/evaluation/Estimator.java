package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import java.util.List;

/** The model as an evaluation sees it. */
public interface Estimator {
    /**
     * Estimates, one per question, in order.
     *
     * @param ratedAt the questions' dates, in epoch seconds
     */
    List<Estimate> estimate(List<FeatureVector> features, List<Long> ratedAt);
}
