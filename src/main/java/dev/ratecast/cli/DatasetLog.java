package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.rating.MovieId;
import dev.ratecast.training.RatingLog;
import org.jspecify.annotations.Nullable;

/** A dataset as a log to replay. */
final class DatasetLog implements RatingLog {
    private final Dataset dataset;
    /** By movie number; null where the dataset names none. */
    private final @Nullable Integer[] releaseYears;

    DatasetLog(Dataset dataset) {
        this.dataset = dataset;
        this.releaseYears = new @Nullable Integer[dataset.movieCount()];
        for (int number = 0; number < releaseYears.length; number++) {
            releaseYears[number] =
                    dataset.factsOf(new MovieId(dataset.movieOfNumber(number))).releaseYear();
        }
    }

    @Override
    public int size() {
        return dataset.size();
    }

    @Override
    public long customer(int row) {
        return dataset.customer(row);
    }

    @Override
    public long movie(int row) {
        return dataset.movie(row);
    }

    @Override
    public boolean withdrawn(int row) {
        return false;
    }

    @Override
    public int units(int row) {
        return dataset.units(row);
    }

    @Override
    public long ratedAt(int row) {
        return dataset.ratedAt(row);
    }

    @Override
    public @Nullable Integer releaseYear(int row) {
        return releaseYears[dataset.movieNumber(row)];
    }

    @Override
    public boolean hasDatesOnly() {
        return dataset.hasDatesOnly();
    }
}
