package dev.ratecast.prediction.json;

import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionOutcome.NoActiveModel;
import dev.ratecast.problem.Problem;

/** The problem that reports an outcome without predictions. */
public final class PredictionProblems {
    private PredictionProblems() {}

    /**
     * The problem of an outcome that is not {@code Predicted}.
     *
     * @throws IllegalArgumentException where there are predictions
     */
    public static Problem of(PredictionOutcome outcome) {
        if (outcome instanceof PredictionOutcome.Predicted) {
            throw new IllegalArgumentException("predictions are no problem");
        }
        return outcome instanceof NoActiveModel
                ? Problem.unavailable("No model is active yet.")
                : Problem.unavailable("The known ratings cannot be asked now.");
    }
}
