package dev.ratecast.cli;

import dev.ratecast.evaluation.Baseline;
import dev.ratecast.evaluation.Estimator;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import java.util.Collections;
import java.util.List;

/**
 * A model as a baseline of another one.
 *
 * @param name what reports call it
 * @param estimator whose weights do not depend on the time
 */
record FixedWeights(String name, Estimator estimator) implements Baseline {
    @Override
    public double[] predict(List<FeatureVector> features) {
        return estimator.estimate(features, Collections.nCopies(features.size(), 0L)).stream()
                .mapToDouble(Estimate::rating)
                .toArray();
    }
}
