package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import java.util.List;

/** A prediction that the model's is compared with: a pure function of known ratings and request. */
public interface Baseline {
    /** What reports call it, in snake case. */
    String name();

    /** Predicted ratings, in stars inside the scale, one per question. */
    double[] predict(List<FeatureVector> features);
}
