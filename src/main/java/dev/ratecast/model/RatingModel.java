package dev.ratecast.model;

/** A trained network with a version. Safe for use by many threads. */
public interface RatingModel {
    /** The name that replies carry as {@code model_version}. */
    String version();

    /**
     * Predicts ratings.
     *
     * @param vectors n feature vectors in the order of the model's schema
     * @param baselines the n streamed baselines that the network corrects, in stars
     * @return n predicted ratings, in stars inside the scale
     */
    double[] predict(float[][] vectors, double[] baselines);
}
