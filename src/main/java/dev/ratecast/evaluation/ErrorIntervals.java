package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;
import dev.ratecast.model.CustomerBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The intervals of the model's and its baselines' errors, and of its gains over them, all from the same draws of
 * customers.
 *
 * @param rmse of the model
 * @param baselineRmse by baseline
 * @param gain the baseline's RMSE minus the model's, by baseline
 */
record ErrorIntervals(ConfidenceInterval rmse, List<ConfidenceInterval> baselineRmse, List<ConfidenceInterval> gain) {

    /** The intervals over the rows that a condition holds for; at least one. */
    static ErrorIntervals of(ScoredRatings ratings, IntPredicate condition, int resamples, long seed) {
        int baselines = ratings.baselines().size();
        List<ConfidenceInterval> intervals = new CustomerBootstrap(sums(ratings, condition), 2 + baselines)
                .intervals(resamples, seed, sums -> figures(sums, baselines));
        return new ErrorIntervals(
                intervals.get(0),
                intervals.subList(1, 1 + baselines),
                intervals.subList(1 + baselines, 1 + 2 * baselines));
    }

    /** By customer with such a row: the number of them, the model's sum of squared errors, then each baseline's. */
    private static double[] sums(ScoredRatings ratings, IntPredicate condition) {
        int[] customerOfRow = ratings.customerNumbers();
        int columns = 2 + ratings.baselines().size();
        double[] sums = new double[(Arrays.stream(customerOfRow).max().orElse(-1) + 1) * columns];
        for (int row = 0; row < ratings.size(); row++) {
            if (condition.test(row)) {
                int at = customerOfRow[row] * columns;
                sums[at]++;
                sums[at + 1] += square(ratings.predicted(row) - ratings.rating(row));
                for (int b = 0; b < columns - 2; b++) {
                    sums[at + 2 + b] += square(ratings.baseline(row, b) - ratings.rating(row));
                }
            }
        }
        return withRows(sums, columns);
    }

    /** Leaves out customers without a row. */
    private static double[] withRows(double[] sums, int columns) {
        double[] kept = new double[sums.length];
        int end = 0;
        for (int at = 0; at < sums.length; at += columns) {
            if (sums[at] > 0) {
                System.arraycopy(sums, at, kept, end, columns);
                end += columns;
            }
        }
        return Arrays.copyOf(kept, end);
    }

    /** The model's RMSE, each baseline's, and the gain over each. */
    private static double[] figures(double[] sums, int baselines) {
        double[] figures = new double[1 + 2 * baselines];
        figures[0] = Math.sqrt(sums[1] / sums[0]);
        for (int b = 0; b < baselines; b++) {
            figures[1 + b] = Math.sqrt(sums[2 + b] / sums[0]);
            figures[1 + baselines + b] = figures[1 + b] - figures[0];
        }
        return figures;
    }

    private static double square(double value) {
        return value * value;
    }
}
