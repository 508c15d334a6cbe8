package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.rating.RowShuffle;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Each example knows the ratings of all other folds, for splits that are not by time: never a set that holds its own
 * rating, and not all but its own either, from which the network could read that rating off. What tests knows them all, and
 * nothing of the test.
 *
 * @param replays gives replays whose known ratings are still empty
 * @param learned so many rows of the log, its first ones, are learned from and validated on, no two of one customer and
 *     movie, as a {@link StandingLog} has them; the others test
 */
public record OutOfFold(
        FeatureAssembler assembler, RefreshRule refreshRule, Supplier<Replay> replays, int folds, int learned)
        implements ExampleSource {
    public static final int DEFAULT_FOLDS = 10;

    @Override
    public String mode() {
        return ModelManifest.FOLDS;
    }

    /** What is learned from shuffled, since time does not tell its parts apart; then what tests. */
    @Override
    public int[] order(RatingLog log, long seed) {
        int[] order = log.timeOrder(seed);
        int[] shuffled = Arrays.stream(RowShuffle.of(learned, seed))
                .map(place -> order[place])
                .toArray();
        System.arraycopy(shuffled, 0, order, 0, learned);
        return order;
    }

    @Override
    public int firstExample(Split.Parts parts) {
        return 0;
    }

    @Override
    public void run(
            RatingLog log,
            int[] order,
            Split.Parts parts,
            WithinDay withinDay,
            IntPredicate asked,
            Replay.Listener listener) {
        int end = parts.validateEnd();
        @Nullable FeatureVector[] features = new FeatureVector[end];
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            Replay replay = replays.get();
            int[] others = IntStream.range(0, end)
                    .filter(place -> place % folds != held)
                    .map(place -> order[place])
                    .toArray();
            int[] own = IntStream.range(0, end)
                    .filter(place -> place % folds == held)
                    .map(place -> order[place])
                    .toArray();
            replay.applyOnly(log, others, 0, others.length);
            replay.askOnly(
                    log,
                    own,
                    0,
                    own.length,
                    place -> asked.test(place * folds + held),
                    (place, computed) -> features[place * folds + held] = computed);
            listener.onKnown((int) ((long) end * (fold + 1) / folds));
        }
        for (int place = 0; place < end; place++) {
            FeatureVector computed = features[place];
            if (computed != null) {
                listener.onFeatures(place, computed);
            }
        }
        if (parts.testEnd() > end) {
            Replay replay = replays.get();
            replay.applyOnly(log, order, 0, end);
            replay.askOnly(log, order, end, parts.testEnd(), asked, listener);
            listener.onKnown(parts.testEnd());
        }
    }
}
