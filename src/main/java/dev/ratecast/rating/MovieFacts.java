package dev.ratecast.rating;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What events have said about a movie. Merging takes the smallest release year, and the title that came with the
 * smallest year (no year counts as the largest; ties go to the smaller text by code points), so that the result does
 * not depend on the order in which partitions interleave.
 *
 * @param releaseYear the smallest year that any event named, null where none did
 * @param title the title, null where no event had one
 * @param titleYear the year of the event that the title came with, null where it came without a year
 */
public record MovieFacts(
        MovieId movie, @Nullable Integer releaseYear, @Nullable String title, @Nullable Integer titleYear) {
    /** The first and the last release year that an event, a request or a dataset may name. */
    public static final int FIRST_YEAR = 1800;

    public static final int LAST_YEAR = 2200;

    /** What one event says. */
    public static MovieFacts named(MovieId movie, @Nullable Integer releaseYear, @Nullable String title) {
        return new MovieFacts(movie, releaseYear, title, title == null ? null : releaseYear);
    }

    /** What two sources say together. Commutative, associative and idempotent. */
    public MovieFacts merge(MovieFacts other) {
        if (!movie.equals(other.movie)) {
            throw new IllegalArgumentException("facts of movies " + movie + " and " + other.movie);
        }
        Integer year = compareYears(releaseYear, other.releaseYear) <= 0 ? releaseYear : other.releaseYear;
        boolean ownTitle = compareTitles(other) <= 0;
        return new MovieFacts(movie, year, ownTitle ? title : other.title, ownTitle ? titleYear : other.titleYear);
    }

    private int compareTitles(MovieFacts other) {
        if (title == null || other.title == null) {
            return Boolean.compare(title == null, other.title == null);
        }
        int byYear = compareYears(titleYear, other.titleYear);
        return byYear != 0 ? byYear : compareByCodePoint(title, other.title);
    }

    private static int compareYears(@Nullable Integer a, @Nullable Integer b) {
        return Long.compare(a == null ? Long.MAX_VALUE : a, b == null ? Long.MAX_VALUE : b);
    }

    private static int compareByCodePoint(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return Arrays.compare(left, right);
    }
}
