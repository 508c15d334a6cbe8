package dev.ratecast.prediction;

import dev.ratecast.known.KnownMovie;
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
 * @param movie the movie, null where no event has named it
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
        @Nullable KnownMovie movie,
        boolean alreadyRated,
        @Nullable Explanation explanation) {

    /** Whether any event has named the movie. */
    public boolean movieKnown() {
        return movie != null;
    }
}
