package dev.ratecast.dataset;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RowShuffle;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of a dataset in file order, in primitive columns of 9 to 16 bytes a rating, with what is known about its movies.
 * The same customer and movie may come more than once. Unchanging once loaded, so any number of threads may read it.
 */
public final class Dataset {
    private final RatingScale scale;
    private final DatasetFormat format;
    private final DatasetRows rows;
    private final Map<MovieId, MovieFacts> movies;
    private final RefusedLines refusedRatings;
    private final RefusedLines refusedMovies;

    Dataset(
            RatingScale scale,
            DatasetFormat format,
            DatasetRows rows,
            Map<MovieId, MovieFacts> movies,
            RefusedLines refusedRatings,
            RefusedLines refusedMovies) {
        this.scale = scale;
        this.format = format;
        this.rows = rows;
        this.movies = movies;
        this.refusedRatings = refusedRatings;
        this.refusedMovies = refusedMovies;
    }

    /**
     * Reads a folder or a file whole.
     *
     * @param format null to recognise it
     * @throws BrokenDatasetException where a file is missing or broken, or holds no rating
     */
    public static Dataset load(Path path, @Nullable DatasetFormat format, RatingScale scale, ReadListener listener) {
        return load(DatasetSource.of(path), format, RatingRules.anyDate(scale), listener);
    }

    /** Reads a dataset whole, from wherever it lies; otherwise like the other one. */
    public static Dataset load(
            DatasetSource source, @Nullable DatasetFormat format, RatingRules rules, ReadListener listener) {
        DatasetFormat known = format == null ? DatasetFormat.of(source) : format;
        DatasetBuilder builder = new DatasetBuilder(known.ratingFiles(source), listener);
        known.read(source, rules, builder);
        return builder.build(source.name(), known, rules.scale());
    }

    public RatingScale scale() {
        return scale;
    }

    public DatasetFormat format() {
        return format;
    }

    /** How many ratings there are; rows count from 0. */
    public int size() {
        return rows.times.size();
    }

    public long customer(int row) {
        return rows.customers.id(rows.customerNumbers.get(row));
    }

    public long movie(int row) {
        return rows.movies.id(rows.movieNumbers.get(row));
    }

    /** The rating, in units of the scale. */
    public int units(int row) {
        return rows.units.get(row);
    }

    /** The rating_date, in epoch seconds. */
    public long ratedAt(int row) {
        return rows.ratedAt(row);
    }

    /** How many customers rated. */
    public int customerCount() {
        return rows.customers.size();
    }

    /** How many movies were rated; descriptions may cover more. */
    public int movieCount() {
        return rows.movies.size();
    }

    /** The customer of a row as a number from 0 to {@code customerCount() - 1}, by first appearance. */
    public int customerNumber(int row) {
        return rows.customerNumbers.get(row);
    }

    /** The movie of a row as a number from 0 to {@code movieCount() - 1}, by first appearance. */
    public int movieNumber(int row) {
        return rows.movieNumbers.get(row);
    }

    /** The customer behind a number. */
    public long customerOfNumber(int number) {
        return rows.customers.id(number);
    }

    /** The movie behind a number. */
    public long movieOfNumber(int number) {
        return rows.movies.id(number);
    }

    /** What is known about the movie behind a number. */
    public MovieFacts factsOfNumber(int number) {
        return factsOf(new MovieId(movieOfNumber(number)));
    }

    /** What is known about a movie; neither year nor title where the dataset does not describe it. */
    public MovieFacts factsOf(MovieId movie) {
        MovieFacts facts = movies.get(movie);
        return facts == null ? MovieFacts.named(movie, null, null) : facts;
    }

    /** The lines that were skipped, of movies and of ratings. */
    public RefusedLines refused() {
        return refusedMovies.and(refusedRatings);
    }

    /** The lines of ratings that were skipped. */
    public RefusedLines refusedRatings() {
        return refusedRatings;
    }

    /** The lines about movies that were skipped, or whose years were. */
    public RefusedLines refusedMovies() {
        return refusedMovies;
    }

    /** How many lines were skipped because their rating is none of the scale's. */
    public long offScaleCount() {
        return refusedRatings.byRule().getOrDefault(RatingRules.mustBeOn(scale), 0L);
    }

    /** Whether every rating_date is a midnight, so that the order inside a day is unknown. */
    public boolean hasDatesOnly() {
        return rows.wholeDays;
    }

    /** The rows by rating_date, equal times in file order. */
    public int[] timeOrder() {
        return rows.timeOrder();
    }

    /** The rows in an order drawn from the seed. */
    public int[] shuffledOrder(long seed) {
        return RowShuffle.of(size(), seed);
    }
}
