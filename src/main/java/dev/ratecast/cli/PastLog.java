package dev.ratecast.cli;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.training.RatingLog;
import java.util.stream.IntStream;

/**
 * The first rows, in time order, of another log. They are numbered in that order and keep it, equal times included, so that
 * a model learns the same from them as from the whole log.
 */
final class PastLog implements RatingLog {
    private final RatingLog log;
    private final int[] timeOrder;
    private final int end;

    PastLog(RatingLog log, int[] timeOrder, int end) {
        this.log = log;
        this.timeOrder = timeOrder;
        this.end = end;
    }

    @Override
    public int size() {
        return end;
    }

    /** The order that the rows are numbered in, whatever the seed. */
    @Override
    public int[] timeOrder(long seed) {
        return IntStream.range(0, end).toArray();
    }

    @Override
    public long customer(int row) {
        return log.customer(timeOrder[row]);
    }

    @Override
    public long movie(int row) {
        return log.movie(timeOrder[row]);
    }

    @Override
    public boolean withdrawn(int row) {
        return log.withdrawn(timeOrder[row]);
    }

    @Override
    public int units(int row) {
        return log.units(timeOrder[row]);
    }

    @Override
    public long ratedAt(int row) {
        return log.ratedAt(timeOrder[row]);
    }

    @Override
    public long replayedAt(int row) {
        return log.replayedAt(timeOrder[row]);
    }

    @Override
    public MovieFacts facts(int row) {
        return log.facts(timeOrder[row]);
    }
}
