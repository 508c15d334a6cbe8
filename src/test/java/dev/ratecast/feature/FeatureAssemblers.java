package dev.ratecast.feature;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;

/** Assemblers as an installation has them where only its scale and eras are configured. */
public final class FeatureAssemblers {
    private FeatureAssemblers() {}

    /** An assembler of all features, neighbors by the scale's own rule. */
    public static FeatureAssembler of(RatingScale scale, Eras eras) {
        return new FeatureAssembler(scale, eras, NeighborRule.byDefault(scale), FeatureChoice.ALL);
    }
}
