package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.Mode;
import dev.ratecast.rating.RatingDates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Each example knows the ratings before its block of time, as a prediction will that is asked for while nothing new is
 * learned. Validation and test are one block each; the blocks to learn from are as long as validation, counted back from
 * it, so that what is learned, what is chosen by and what is known then are equally stale. Tastes drift between blocks, so
 * that the latest of them validate too.
 *
 * @param replay whose known ratings are still empty
 */
public record FrozenBlocks(Replay replay) implements ExampleSource {
    /** Bounds the work where validation is short: factors are fitted anew for every block. */
    private static final int MOST_BLOCKS = 24;

    /** The last of the blocks to learn from that validate too. */
    private static final int EARLIER_FOLDS = 3;

    @Override
    public String mode() {
        return Mode.STATIC.text();
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
    public List<Integer> folds(RatingLog log, int[] order, Split.Parts parts) {
        List<Integer> starts = starts(log, order, parts);
        return starts.subList(Math.max(0, starts.size() - 1 - EARLIER_FOLDS), starts.size());
    }

    @Override
    public void run(
            RatingLog log,
            int[] order,
            Split.Parts parts,
            WithinDay withinDay,
            IntPredicate asked,
            Replay.Listener listener) {
        List<Integer> starts = starts(log, order, parts);
        for (int block = 0; block < starts.size(); block++) {
            int from = starts.get(block);
            int to = block + 1 < starts.size() ? starts.get(block + 1) : parts.validateEnd();
            replay.askOnly(log, order, from, to, asked, listener);
            replay.applyOnly(log, order, from, to);
            listener.onKnown(to);
        }
        replay.askOnly(log, order, parts.validateEnd(), parts.testEnd(), asked, listener);
        listener.onKnown(parts.testEnd());
    }

    /** The first places of the blocks, that of validation at the end. */
    private static List<Integer> starts(RatingLog log, int[] order, Split.Parts parts) {
        long begins = log.replayedAt(order[parts.learnEnd()]);
        long ends = log.replayedAt(order[parts.validateEnd() - 1]);
        long days = Math.floorDiv(ends - begins, RatingDates.SECONDS_PER_DAY) + 1;
        long span = Math.max(days * RatingDates.SECONDS_PER_DAY, (begins - log.replayedAt(order[0])) / MOST_BLOCKS);
        List<Integer> starts = new ArrayList<>();
        long before = -1;
        for (int place = 0; place < parts.learnEnd(); place++) {
            // A tie with the first rating to validate on is of the last block.
            long back = Math.max(0, begins - 1 - log.replayedAt(order[place])) / span;
            if (back != before) {
                starts.add(place);
                before = back;
            }
        }
        starts.add(parts.learnEnd());
        return starts;
    }
}
