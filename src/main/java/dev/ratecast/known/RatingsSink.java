package dev.ratecast.known;

import dev.ratecast.rating.MovieFacts;
import org.jspecify.annotations.Nullable;

/** What stored ratings are copied into: movies first, by one thread; then ratings, by any number of threads. */
public interface RatingsSink {
    /** Takes in what is known of a movie, rated or not. */
    void movie(MovieFacts movie);

    /**
     * Takes in a rating; there is one for each customer and movie.
     *
     * @param units null where it was withdrawn
     * @param ratedAt epoch seconds
     */
    void rating(long customer, long movie, @Nullable Integer units, long ratedAt);
}
