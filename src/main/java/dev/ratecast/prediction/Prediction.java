package dev.ratecast.prediction;

import dev.ratecast.model.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * A predicted rating.
 *
 * @param estimate inside the scale
 * @param level the share of ratings that the estimate's interval is meant to hold
 * @param modelVersion the version of the model that predicted
 * @param factorVersion the version of the factors it rests on; empty while there are none
 * @param customerKnown whether any rating of the customer is known
 * @param movieKnown whether any event has named the movie
 * @param alreadyRated whether the customer's own rating of the movie is known
 * @param explanation what the prediction rests on, null where none was asked for
 */
public record Prediction(
        PredictionRequest request,
        Estimate estimate,
        double level,
        String modelVersion,
        String factorVersion,
        boolean customerKnown,
        boolean movieKnown,
        boolean alreadyRated,
        @Nullable Explanation explanation) {}
