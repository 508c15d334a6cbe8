package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.Mode;
import java.util.List;
import java.util.function.IntPredicate;

/** Where a training run's examples come from: what each rating's features may know. */
public interface ExampleSource {
    /** Computes the features. */
    FeatureAssembler assembler();

    /** What examples know of other ratings, as a manifest says it, such as that of {@link Mode#STREAMING}. */
    String mode();

    /**
     * The place of the first example to learn from. The ratings before it are known to the others and no examples themselves:
     * they would be predicted from next to nothing.
     */
    default int firstExample(Split.Parts parts) {
        return Math.min(1_000, parts.learnEnd() / 5);
    }

    /**
     * The places where folds to validate on begin, in ascending order, the last where validation begins; every one but the
     * last is among the ratings to learn from.
     */
    default List<Integer> folds(RatingLog log, int[] order, Split.Parts parts) {
        return List.of(parts.learnEnd());
    }

    /** The order in which rows are learned from, validated and tested on. */
    default int[] order(RatingLog log, long seed) {
        return log.timeOrder(seed);
    }

    /**
     * Replays all places of the order up to the end of the test, and hands the features of those asked for on in order.
     *
     * @param parts where validation and test begin
     * @param asked the places whose features are wanted
     */
    void run(
            RatingLog log,
            int[] order,
            Split.Parts parts,
            WithinDay withinDay,
            IntPredicate asked,
            Replay.Listener listener);

    /** When factors are fitted anew while ratings are replayed. */
    RefreshRule refreshRule();
}
