package dev.ratecast.evaluation;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.training.RatingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A log of rows written down in a test, in time order. */
final class RatingRows implements RatingLog {
    private final List<long[]> rows = new ArrayList<>();

    /** Units 0 stand for a withdrawal. */
    RatingRows add(long customer, long movie, int units, long ratedAt) {
        rows.add(new long[] {customer, movie, units, ratedAt});
        return this;
    }

    int[] order() {
        return IntStream.range(0, rows.size()).toArray();
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public long customer(int row) {
        return rows.get(row)[0];
    }

    @Override
    public long movie(int row) {
        return rows.get(row)[1];
    }

    @Override
    public boolean withdrawn(int row) {
        return units(row) == 0;
    }

    @Override
    public int units(int row) {
        return (int) rows.get(row)[2];
    }

    @Override
    public long ratedAt(int row) {
        return rows.get(row)[3];
    }

    @Override
    public MovieFacts facts(int row) {
        return MovieFacts.named(new MovieId(movie(row)), 1995, null);
    }
}
