package dev.ratecast.cli;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.model.Mode;
import dev.ratecast.training.ExampleSource;
import dev.ratecast.training.FrozenBlocks;
import dev.ratecast.training.OutOfFold;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replayed;
import java.util.function.Supplier;

/** What the examples of a training may know: what the predictions may that it is for. */
final class ExampleSources {
    private ExampleSources() {}

    /**
     * Of ratings split by time.
     *
     * @param known is still empty
     */
    static ExampleSource byTime(Mode mode, MemoryKnownRatings known, FeatureAssembler assembler, RefreshRule rule) {
        Replay replay = Replays.into(known, assembler, rule);
        return mode == Mode.STATIC ? new FrozenBlocks(replay) : new Replayed(replay);
    }

    /**
     * Of ratings that come in two files.
     *
     * @param known gives known ratings that are still empty
     * @param learned how many rows there are to learn from
     */
    static ExampleSource byFiles(
            int learned, Supplier<MemoryKnownRatings> known, FeatureAssembler assembler, RefreshRule rule) {
        return new OutOfFold(
                assembler, rule, () -> Replays.into(known.get(), assembler, rule), OutOfFold.DEFAULT_FOLDS, learned);
    }
}
