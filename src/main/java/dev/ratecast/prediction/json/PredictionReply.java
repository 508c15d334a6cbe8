package dev.ratecast.prediction.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratecast.model.Estimate;
import dev.ratecast.prediction.Explanation;
import dev.ratecast.prediction.Prediction;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one prediction request.
 *
 * @param predictedRating in stars, inside the scale
 * @param predictedSd the standard deviation of the rating around it, in stars
 * @param interval in which the rating lies with the probability {@code level}
 * @param factorVersion null while there are no factors
 * @param extrapolated true where a date or an age lies outside what the model has learned from; else null
 * @param features null where no explanation was asked for
 * @param neighbors the nearest ones, nearest first; null where no explanation was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PredictionReply(
        @JsonProperty("customer_id") long customerId,
        @JsonProperty("movie_id") long movieId,
        @JsonProperty("predicted_rating") double predictedRating,
        @JsonProperty("predicted_sd") double predictedSd,
        Interval interval,
        @JsonProperty("model_version") String modelVersion,
        @JsonProperty("factor_version") @Nullable String factorVersion,
        @JsonProperty("customer_known") boolean customerKnown,
        @JsonProperty("movie_known") boolean movieKnown,
        @JsonProperty("already_rated") boolean alreadyRated,
        @Nullable Boolean extrapolated,
        @Nullable Features features,
        @Nullable List<Neighbor> neighbors) {

    /**
     * Where the rating is likely to lie, in stars, inside the scale.
     *
     * @param level how likely, from 0 to 1
     */
    public record Interval(double level, double low, double high) {}

    /**
     * The base features, unrounded, stand-ins included; means are in stars.
     *
     * @param overallMean the mean of all known ratings, which stands in where there is nothing to average
     */
    public record Features(
            @JsonProperty("era_mean") double eraMean,
            @JsonProperty("neighbor_mean") double neighborMean,
            @JsonProperty("neighbor_count") long neighborCount,
            @JsonProperty("rating_year") int ratingYear,
            String era,
            @JsonProperty("overall_mean") double overallMean) {}

    /**
     * A customer with similar ratings who rated the movie.
     *
     * @param rating the neighbor's rating of the movie, in stars
     * @param meanGap the mean absolute difference on the common movies, in stars
     */
    public record Neighbor(
            @JsonProperty("customer_id") long customerId,
            BigDecimal rating,
            @JsonProperty("mean_gap") double meanGap,
            @JsonProperty("common_movies") int commonMovies) {}

    /** The reply that says this prediction. */
    public static PredictionReply of(Prediction prediction) {
        Explanation explanation = prediction.explanation();
        Estimate estimate = prediction.estimate();
        return new PredictionReply(
                prediction.request().customer().value(),
                prediction.request().movie().value(),
                estimate.rating(),
                estimate.sd(),
                new Interval(prediction.level(), estimate.low(), estimate.high()),
                prediction.modelVersion(),
                prediction.factorVersion().isEmpty() ? null : prediction.factorVersion(),
                prediction.customerKnown(),
                prediction.movieKnown(),
                prediction.alreadyRated(),
                estimate.extrapolated() ? Boolean.TRUE : null,
                explanation == null ? null : features(explanation),
                explanation == null
                        ? null
                        : explanation.neighbors().stream()
                                .map(PredictionReply::neighbor)
                                .toList());
    }

    private static Features features(Explanation explanation) {
        var base = explanation.features();
        return new Features(
                base.eraMean(),
                base.neighborMean(),
                base.neighborCount(),
                base.ratingYear(),
                base.era().name(),
                base.standIn());
    }

    private static Neighbor neighbor(Explanation.NearNeighbor near) {
        return new Neighbor(near.customer().value(), near.rating(), near.meanGap(), near.commonMovies());
    }
}
