package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import java.util.function.IntPredicate;

/**
 * Each example knows the ratings before its block of time, as a prediction will that is asked for while nothing new is
 * learned. Validation and test begin blocks of their own, and are one each.
 *
 * @param replay whose known ratings are still empty
 * @param days how long a block of ratings to learn from is
 */
public record FrozenBlocks(Replay replay, int days) implements ExampleSource {
    /** Half a year: as stale, on average, as what is known in the middle of a year without learning. */
    public static final int DEFAULT_DAYS = 182;

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
        int start = 0;
        while (start < parts.learnEnd()) {
            int end = blockEnd(log, order, start, parts.learnEnd());
            block(log, order, start, end, asked, listener);
            start = end;
        }
        block(log, order, parts.learnEnd(), parts.validateEnd(), asked, listener);
        replay.askOnly(log, order, parts.validateEnd(), parts.testEnd(), asked, listener);
        listener.onKnown(parts.testEnd());
    }

    private void block(RatingLog log, int[] order, int from, int to, IntPredicate asked, Replay.Listener listener) {
        replay.askOnly(log, order, from, to, asked, listener);
        replay.applyOnly(log, order, from, to);
        listener.onKnown(to);
    }

    private int blockEnd(RatingLog log, int[] order, int start, int end) {
        long until = log.ratedAt(order[start]) + days * WithinDay.SECONDS_PER_DAY;
        int place = start;
        while (place < end && log.ratedAt(order[place]) < until) {
            place++;
        }
        return place;
    }
}
