package dev.ratecast.feature;

import java.util.Set;

/**
 * Which features are computed. Serving computes all of them, and nothing besides.
 *
 * @param without names of features that are left out of the vector
 * @param compared whether {@link FeatureVector.Baselines#biasesWithFactors} is computed, which doubles the work
 * @param kernel of the process
 */
public record FeatureChoice(Set<String> without, boolean compared, CustomerKernel kernel) {
    public static final FeatureChoice ALL = new FeatureChoice(Set.of(), false);

    /** A choice with the kernel that serves. */
    public FeatureChoice(Set<String> without, boolean compared) {
        this(without, compared, CustomerKernel.DEFAULT);
    }

    public FeatureChoice {
        without = Set.copyOf(without);
    }
}
