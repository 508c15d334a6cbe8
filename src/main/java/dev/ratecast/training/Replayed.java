package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.Mode;
import java.util.function.IntPredicate;

/**
 * Each example knows the ratings before it, as a prediction will that is asked for while ratings stream in.
 *
 * @param replay whose known ratings are still empty
 */
public record Replayed(Replay replay) implements ExampleSource {
    @Override
    public String mode() {
        return Mode.STREAMING.text();
    }

    @Override
    public FeatureAssembler assembler() {
        return replay.assembler();
    }

    @Override
    public RefreshRule refreshRule() {
        return replay.rule();
    }

    @Override
    public void run(
            RatingLog log,
            int[] order,
            Split.Parts parts,
            WithinDay withinDay,
            IntPredicate asked,
            Replay.Listener listener) {
        replay.run(log, order, 0, parts.testEnd(), withinDay, asked, listener);
    }
}
