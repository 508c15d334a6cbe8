package dev.ratecast.prediction;

import dev.ratecast.rating.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to know which movies a customer, who may be unknown, will rate highest.
 *
 * @param ratedAt the date of the ratings to predict, in epoch seconds; null means today
 * @param limit how many movies at most, at least 1
 * @param minRatings how many known ratings a movie must have, at least 0
 * @param cautious whether movies rank by predicted rating less some of its standard deviation
 */
public record RecommendationRequest(
        CustomerId customer, @Nullable Long ratedAt, int limit, long minRatings, boolean cautious) {
    public RecommendationRequest {
        if (limit < 1 || minRatings < 0) {
            throw new IllegalArgumentException(
                    "recommendations need a limit of at least 1 and no negative number of ratings, not " + limit
                            + " and " + minRatings);
        }
    }
}
