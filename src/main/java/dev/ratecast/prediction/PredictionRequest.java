package dev.ratecast.prediction;

import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to know how a customer will rate a movie. Either may be unknown.
 *
 * @param ratedAt the date of the rating to predict, in epoch seconds; null means today
 * @param releaseYear the movie's year as the asker knows it, null where not given; for a known movie the stored one
 *     counts
 * @param title the movie's title as the asker knows it, null where not given; likewise
 */
public record PredictionRequest(
        CustomerId customer,
        MovieId movie,
        @Nullable Long ratedAt,
        @Nullable Integer releaseYear,
        @Nullable String title) {

    Question question() {
        return new Question(customer, movie);
    }
}
