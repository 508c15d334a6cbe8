package dev.ratecast.feature;

import dev.ratecast.rating.Eras;

/** Feature vectors made by hand. */
public final class FeatureVectors {
    private FeatureVectors() {}

    /** Inputs with a baseline, of a customer with ten ratings and a movie with twenty. */
    public static FeatureVector of(float[] inputs, double baseline) {
        return of(inputs, baseline, 10);
    }

    /** The same of a customer with so many ratings. */
    public static FeatureVector of(float[] inputs, double baseline, long customerRatings) {
        return of(inputs, baseline, customerRatings, 0.05);
    }

    /** The same of a customer whose ratings show so large a variance of their noise. */
    public static FeatureVector of(float[] inputs, double baseline, long customerRatings, double noise) {
        return new FeatureVector(
                inputs,
                new BaseFeatures(3, 3, 0, 2005, Eras.DEFAULT.of(1995), 3),
                new FeatureVector.Baselines(3, 3, baseline, baseline, baseline, 0.5, noise),
                customerRatings,
                20);
    }
}
