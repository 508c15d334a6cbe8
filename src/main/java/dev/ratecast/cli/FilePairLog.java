package dev.ratecast.cli;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.training.RatingLog;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Ratings to learn from and ratings to test on, one log after the other. */
final class FilePairLog implements RatingLog {
    private final RatingLog learn;
    private final RatingLog test;

    FilePairLog(RatingLog learn, RatingLog test) {
        this.learn = learn;
        this.test = test;
    }

    @Override
    public int size() {
        return Math.addExact(learn.size(), test.size());
    }

    /** What is learned from in time order, then what is tested on. */
    @Override
    public int[] timeOrder(long seed) {
        IntStream tested = Arrays.stream(test.timeOrder(seed)).map(row -> learn.size() + row);
        return IntStream.concat(Arrays.stream(learn.timeOrder(seed)), tested).toArray();
    }

    @Override
    public long customer(int row) {
        return logOf(row).customer(inLog(row));
    }

    @Override
    public long movie(int row) {
        return logOf(row).movie(inLog(row));
    }

    @Override
    public boolean withdrawn(int row) {
        return logOf(row).withdrawn(inLog(row));
    }

    @Override
    public int units(int row) {
        return logOf(row).units(inLog(row));
    }

    @Override
    public long ratedAt(int row) {
        return logOf(row).ratedAt(inLog(row));
    }

    @Override
    public long replayedAt(int row) {
        return logOf(row).replayedAt(inLog(row));
    }

    @Override
    public MovieFacts facts(int row) {
        return logOf(row).facts(inLog(row));
    }

    private RatingLog logOf(int row) {
        return row < learn.size() ? learn : test;
    }

    private int inLog(int row) {
        return row < learn.size() ? row : row - learn.size();
    }
}
