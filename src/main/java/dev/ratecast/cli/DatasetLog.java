package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.training.RatingLog;
import java.util.Arrays;

/** A dataset as a log to replay. */
final class DatasetLog implements RatingLog {
    private final Dataset dataset;
    /** By movie number. */
    private final MovieFacts[] movies;

    DatasetLog(Dataset dataset) {
        this.dataset = dataset;
        this.movies = new MovieFacts[dataset.movieCount()];
        Arrays.setAll(movies, dataset::factsOfNumber);
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
    public MovieFacts facts(int row) {
        return movies[dataset.movieNumber(row)];
    }

    @Override
    public boolean hasDatesOnly() {
        return dataset.hasDatesOnly();
    }
}
