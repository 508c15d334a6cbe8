package dev.ratecast.prediction;

import org.jspecify.annotations.Nullable;

/**
 * A predicted rating.
 *
 * @param rating in stars, inside the scale
 * @param modelVersion the version of the model that predicted
 * @param customerKnown whether any rating of the customer is known
 * @param movieKnown whether any event has named the movie
 * @param alreadyRated whether the customer's own rating of the movie is known
 * @param explanation what the prediction rests on, null where none was asked for
 */
public record Prediction(
        PredictionRequest request,
        double rating,
        String modelVersion,
        boolean customerKnown,
        boolean movieKnown,
        boolean alreadyRated,
        @Nullable Explanation explanation) {}
