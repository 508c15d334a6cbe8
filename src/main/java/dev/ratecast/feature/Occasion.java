package dev.ratecast.feature;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a question is asked with beside the customer and the movie.
 *
 * @param ratedAt the date of the rating to predict, in epoch seconds
 * @param releaseYear the movie's year as the asker knows it; used where no event has named the movie
 * @param title its title likewise
 */
public record Occasion(long ratedAt, @Nullable Integer releaseYear, @Nullable String title) {
    /** Of a movie of which the asker knows nothing. */
    public static Occasion at(long ratedAt) {
        return new Occasion(ratedAt, null, null);
    }

    /** The UTC year of the rating date. */
    public int year() {
        return Instant.ofEpochSecond(ratedAt).atZone(ZoneOffset.UTC).getYear();
    }
}
