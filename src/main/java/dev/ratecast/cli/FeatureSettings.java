package dev.ratecast.cli;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureChoice;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;

/** What known ratings and the features of them have to agree on. */
record FeatureSettings(RatingScale scale, Eras eras, NeighborRule neighbors) {
    /** The configured ones. */
    static FeatureSettings configured() {
        RatingConfig config = CommandConfig.of(RatingConfig.class);
        return of(config, config.toScale());
    }

    /** The configured ones, but for the scale of the ratings at hand. */
    static FeatureSettings configured(RatingScale scale) {
        return of(CommandConfig.of(RatingConfig.class), scale);
    }

    private static FeatureSettings of(RatingConfig config, RatingScale scale) {
        return new FeatureSettings(scale, config.toEras(), config.toNeighborRule(scale));
    }

    /** Known ratings in memory, none yet. */
    MemoryKnownRatings known() {
        return new MemoryKnownRatings(scale, eras, neighbors);
    }

    /**
     * An assembler of some of the features.
     *
     * @throws IllegalArgumentException where the choice names a feature that there is not
     */
    FeatureAssembler assembler(FeatureChoice choice) {
        return new FeatureAssembler(scale, eras, neighbors, choice);
    }
}
