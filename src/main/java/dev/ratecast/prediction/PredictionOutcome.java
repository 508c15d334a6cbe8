package dev.ratecast.prediction;

import java.util.List;

/** What became of a batch of requests: all are predicted by one model, or none. */
public sealed interface PredictionOutcome {
    /** One prediction per request, in order. */
    record Predicted(List<Prediction> predictions) implements PredictionOutcome {}

    /** No model is active. A later retry may help. */
    record NoActiveModel() implements PredictionOutcome {}

    /** The known ratings, or the factors fitted on them, cannot be asked now. A retry may help. */
    record SourceUnavailable() implements PredictionOutcome {}
}
