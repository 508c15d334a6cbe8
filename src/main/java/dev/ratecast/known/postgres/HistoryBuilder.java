package dev.ratecast.known.postgres;

import dev.ratecast.known.History;
import dev.ratecast.known.RaterMeans;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a customer's history row by row. */
final class HistoryBuilder {
    private long[] movies = new long[64];
    private int[] units = new int[64];
    private long[] ratedAt = new long[64];
    private int[] releaseYears = new int[64];
    private long[] movieCounts = new long[64];
    private long[] movieSums = new long[64];
    private long[] raterSumShares = new long[64];
    private long[] raterWeights = new long[64];
    private int size;

    void add(long movie, int rating, long date, @Nullable Integer releaseYear, long movieSum, RaterMeans raters) {
        if (size == movies.length) {
            int capacity = size * 2;
            movies = Arrays.copyOf(movies, capacity);
            units = Arrays.copyOf(units, capacity);
            ratedAt = Arrays.copyOf(ratedAt, capacity);
            releaseYears = Arrays.copyOf(releaseYears, capacity);
            movieCounts = Arrays.copyOf(movieCounts, capacity);
            movieSums = Arrays.copyOf(movieSums, capacity);
            raterSumShares = Arrays.copyOf(raterSumShares, capacity);
            raterWeights = Arrays.copyOf(raterWeights, capacity);
        }
        movies[size] = movie;
        units[size] = rating;
        ratedAt[size] = date;
        releaseYears[size] = releaseYear == null ? History.NO_YEAR : releaseYear;
        movieCounts[size] = raters.count();
        movieSums[size] = movieSum;
        raterSumShares[size] = raters.sumShares();
        raterWeights[size] = raters.weights();
        size++;
    }

    /** Files what was collected, if anything, under the customer and starts anew. */
    void finish(long customer, Map<Long, History> histories) {
        if (size > 0) {
            histories.put(
                    customer,
                    new History(
                            Arrays.copyOf(movies, size),
                            Arrays.copyOf(units, size),
                            Arrays.copyOf(ratedAt, size),
                            Arrays.copyOf(releaseYears, size),
                            Arrays.copyOf(movieCounts, size),
                            Arrays.copyOf(movieSums, size),
                            Arrays.copyOf(raterSumShares, size),
                            Arrays.copyOf(raterWeights, size)));
            size = 0;
        }
    }
}
