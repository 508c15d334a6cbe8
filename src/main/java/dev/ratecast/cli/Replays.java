package dev.ratecast.cli;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.training.Replay;
import dev.ratecast.training.ReplayState;

/** Replays into memory, with factors refreshed as they are when serving. */
final class Replays {
    private Replays() {}

    static Replay into(MemoryKnownRatings known, FeatureAssembler assembler, RefreshRule rule) {
        return into(known, assembler, rule, FactorSettings.DEFAULT);
    }

    static Replay into(
            MemoryKnownRatings known, FeatureAssembler assembler, RefreshRule rule, FactorSettings settings) {
        return new Replay(
                assembler,
                new ReplayState(known, known::apply, () -> known.size().ratings(), known::matrix),
                rule,
                new AlternatingLeastSquares(assembler.schema().scale(), settings));
    }
}
