package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.MovieId;
import java.util.Arrays;

/**
 * A customer's current ratings, withdrawn ones left out, by ascending movie id, with the tally of each of those movies
 * and what its raters rate like beside them. In primitive columns: a customer may have ten thousands.
 */
public final class History {
    public static final History EMPTY = new History(
            new long[0], new int[0], new long[0], new int[0], new long[0], new long[0], new long[0], new long[0]);

    /** The release year of a movie without one. */
    public static final int NO_YEAR = Integer.MIN_VALUE;

    private final long[] movies;
    private final int[] units;
    private final long[] ratedAt;
    private final int[] releaseYears;
    private final long[] movieCounts;
    private final long[] movieSums;
    private final long[] raterSumShares;
    private final long[] raterWeights;

    /**
     * A history of n ratings. The arrays belong to it from now on.
     *
     * @param movies ascending ids
     * @param units the customer's ratings, in units of the scale
     * @param ratedAt the rating dates, in epoch seconds
     * @param releaseYears of the movies, {@link #NO_YEAR} where there is none
     * @param movieCounts how many known ratings each movie has, the customer's included
     * @param movieSums their sums, in units
     * @param raterSumShares by movie, as {@link RaterMeans} has them
     * @param raterWeights by movie, as {@link RaterMeans} has them
     */
    public History(
            long[] movies,
            int[] units,
            long[] ratedAt,
            int[] releaseYears,
            long[] movieCounts,
            long[] movieSums,
            long[] raterSumShares,
            long[] raterWeights) {
        int size = movies.length;
        if (units.length != size
                || ratedAt.length != size
                || releaseYears.length != size
                || movieCounts.length != size
                || movieSums.length != size
                || raterSumShares.length != size
                || raterWeights.length != size) {
            throw new IllegalArgumentException("the columns of a history have one length");
        }
        this.movies = movies;
        this.units = units;
        this.ratedAt = ratedAt;
        this.releaseYears = releaseYears;
        this.movieCounts = movieCounts;
        this.movieSums = movieSums;
        this.raterSumShares = raterSumShares;
        this.raterWeights = raterWeights;
    }

    public int size() {
        return movies.length;
    }

    public long movie(int place) {
        return movies[place];
    }

    public int units(int place) {
        return units[place];
    }

    /** In epoch seconds. */
    public long ratedAt(int place) {
        return ratedAt[place];
    }

    /** The movie's release year, {@link #NO_YEAR} where there is none. */
    public int releaseYear(int place) {
        return releaseYears[place];
    }

    /** All known ratings of the movie, the customer's included. */
    public Tally ofMovie(int place) {
        return new Tally(movieCounts[place], movieSums[place]);
    }

    /** How many known ratings the movie has, the customer's included. */
    public long movieCount(int place) {
        return movieCounts[place];
    }

    /** Their sum, in units. */
    public long movieSum(int place) {
        return movieSums[place];
    }

    /** What the movie's raters rate like, the customer included. */
    public RaterMeans raterMeans(int place) {
        return new RaterMeans(movieCounts[place], raterSumShares[place], raterWeights[place]);
    }

    /** The place of a movie; negative where the customer has not rated it. */
    public int find(MovieId movie) {
        return Arrays.binarySearch(movies, movie.value());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History that
                && Arrays.equals(movies, that.movies)
                && Arrays.equals(units, that.units)
                && Arrays.equals(ratedAt, that.ratedAt)
                && Arrays.equals(releaseYears, that.releaseYears)
                && Arrays.equals(movieCounts, that.movieCounts)
                && Arrays.equals(movieSums, that.movieSums)
                && Arrays.equals(raterSumShares, that.raterSumShares)
                && Arrays.equals(raterWeights, that.raterWeights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(movies) + Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("History[");
        for (int i = 0; i < movies.length; i++) {
            text.append(i == 0 ? "" : ", ").append(movies[i]).append(": ").append(units[i]);
            text.append(" at ")
                    .append(ratedAt[i])
                    .append(" of ")
                    .append(ofMovie(i))
                    .append(' ')
                    .append(raterMeans(i));
        }
        return text.append(']').toString();
    }
}
