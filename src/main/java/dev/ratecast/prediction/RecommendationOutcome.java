package dev.ratecast.prediction;

import java.util.List;

/** What became of a wish for recommendations. */
public sealed interface RecommendationOutcome {
    /**
     * The movies to recommend.
     *
     * @param modelVersion the version of the model that predicted
     * @param factorVersion the version of the factors it rests on; empty while there are none
     * @param customerKnown whether any rating of the customer is known
     * @param considered how many movies they were chosen from
     * @param best the highest first; empty where the customer has rated every movie with enough ratings
     */
    record Recommended(
            String modelVersion, String factorVersion, boolean customerKnown, int considered, List<Prediction> best)
            implements RecommendationOutcome {}

    /**
     * Nothing could be predicted.
     *
     * @param why never {@code Predicted}
     */
    record NotPredicted(PredictionOutcome why) implements RecommendationOutcome {}
}
