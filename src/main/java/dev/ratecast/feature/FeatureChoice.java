package dev.ratecast.feature;

import java.util.Set;

/**
 * Which features are computed. Serving computes all of them, and nothing besides.
 *
 * @param without names of features that are left out of the vector
 * @param compared whether {@link FeatureVector.Baselines#biasesWithFactors} is computed, which doubles the work
 */
public record FeatureChoice(Set<String> without, boolean compared) {
    public static final FeatureChoice ALL = new FeatureChoice(Set.of(), false);

    public FeatureChoice {
        without = Set.copyOf(without);
    }
}
