package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * The score of a part of the test ratings, such as those whose customer and movie were seen.
 *
 * @param gain the RMSE of the baseline that the model corrects, minus the model's; NaN without rows
 * @param rmseCi95 null without rows, as is that of the gain
 */
public record PartScore(
        GroupScore score, @Nullable ConfidenceInterval rmseCi95, double gain, @Nullable ConfidenceInterval gainCi95) {}
