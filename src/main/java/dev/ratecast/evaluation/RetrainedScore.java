package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;

/**
 * How much better it would have been to train anew again and again, instead of keeping the weights of the cut.
 *
 * @param everyDays days of rating date between two trainings
 * @param trainings how many models were trained after the first
 * @param gain the RMSE with fixed weights minus that with retrained ones, in stars
 */
public record RetrainedScore(
        int everyDays,
        int trainings,
        double rmse,
        double mae,
        ConfidenceInterval rmseCi95,
        double gain,
        ConfidenceInterval gainCi95) {
    /** What the predictions of the fixed weights are called as a baseline of the retrained ones. */
    public static final String FIXED_WEIGHTS = "fixed_weights";

    /**
     * The score of retrained predictions.
     *
     * @param retrained corrects the baseline {@link #FIXED_WEIGHTS}, on the same ratings
     */
    public static RetrainedScore of(ScoredRatings retrained, int everyDays, int trainings, Protocol protocol) {
        GroupScore score = GroupTally.where(retrained, row -> true);
        ErrorIntervals intervals = ErrorIntervals.of(retrained, row -> true, protocol.resamples(), protocol.seed());
        return new RetrainedScore(
                everyDays,
                trainings,
                score.rmse(),
                score.mae(),
                intervals.rmse(),
                score.baseline(FIXED_WEIGHTS).rmse() - score.rmse(),
                intervals.gain().get(retrained.corrected()));
    }
}
