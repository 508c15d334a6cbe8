package dev.ratecast.training;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;

/** Replays into memory. */
public final class Replays {
    private Replays() {}

    /** A replay into known ratings that are still empty, with factors from 50 ratings on. */
    public static Replay empty(RatingScale scale) {
        MemoryKnownRatings known = new MemoryKnownRatings(scale, Eras.DEFAULT, NeighborRule.byDefault(scale));
        return new Replay(
                FeatureAssemblers.of(scale, Eras.DEFAULT),
                new ReplayState(known, known::apply, () -> known.size().ratings(), known::matrix),
                new RefreshRule(0.1, 30, 50, 10_000_000),
                new AlternatingLeastSquares(scale, FactorSettings.DEFAULT));
    }
}
