package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;

/**
 * A baseline's errors, and the model's gain over it.
 *
 * @param rmse in stars
 * @param gain the baseline's RMSE minus the model's, in stars: positive where the model is better
 */
public record BaselineScore(
        double rmse, double mae, ConfidenceInterval rmseCi95, double gain, ConfidenceInterval gainCi95) {}
