package dev.ratecast.model;

import dev.ratecast.feature.FeatureVector;
import java.util.List;

/** A trained network with a version. Safe for use by many threads. */
public interface RatingModel {
    /** The name that replies carry as {@code model_version}. */
    String version();

    /** The share of ratings that the estimates' intervals are meant to hold, such as 0.8. */
    double level();

    /**
     * Predicts ratings.
     *
     * @param features of n questions, of the model's schema
     * @return n estimates, in order
     */
    List<Estimate> predict(List<FeatureVector> features);
}
