package dev.ratecast.prediction.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.RecommendationOutcome.Recommended;
import dev.ratecast.rating.CustomerId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a wish for recommendations.
 *
 * @param customerKnown false where nothing is known of the customer: then this is the cold-start list
 * @param factorVersion null while there are no factors
 * @param recommendations the best first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendationReply(
        @JsonProperty("customer_id") long customerId,
        @JsonProperty("customer_known") boolean customerKnown,
        @JsonProperty("model_version") String modelVersion,
        @JsonProperty("factor_version") @Nullable String factorVersion,
        List<RecommendedMovie> recommendations) {

    /**
     * A movie that the customer has not rated.
     *
     * @param title null where no event had one
     * @param predictedRating in stars, inside the scale
     * @param predictedSd the standard deviation of the rating around it, in stars
     * @param ratingCount how many known ratings the movie has
     * @param extrapolated true where a date or an age lies outside what the model has learned from; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecommendedMovie(
            @JsonProperty("movie_id") long movieId,
            @Nullable String title,
            @JsonProperty("predicted_rating") double predictedRating,
            @JsonProperty("predicted_sd") double predictedSd,
            @JsonProperty("rating_count") long ratingCount,
            @Nullable Boolean extrapolated) {}

    /** The reply that says these recommendations. */
    public static RecommendationReply of(CustomerId customer, Recommended recommended) {
        return new RecommendationReply(
                customer.value(),
                recommended.customerKnown(),
                recommended.modelVersion(),
                recommended.factorVersion().isEmpty() ? null : recommended.factorVersion(),
                recommended.best().stream().map(RecommendationReply::movie).toList());
    }

    private static RecommendedMovie movie(Prediction prediction) {
        KnownMovie movie = Objects.requireNonNull(prediction.movie(), "unknown movies are not recommended");
        return new RecommendedMovie(
                prediction.request().movie().value(),
                movie.title(),
                prediction.estimate().rating(),
                prediction.estimate().sd(),
                movie.ratings().count(),
                prediction.estimate().extrapolated() ? Boolean.TRUE : null);
    }
}
