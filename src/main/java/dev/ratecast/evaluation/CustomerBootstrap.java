package dev.ratecast.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much errors, and gains over the baselines, would differ with other customers: customers are drawn with replacement
 * (Efron, 1979; the cluster bootstrap), each with all of their test ratings, because a customer's errors go together. The
 * model and its baselines are compared on the same draws. Works on one row of sums per customer, so that a resample
 * costs as much as there are customers, not ratings.
 */
final class CustomerBootstrap {
    private final int columns;
    /** By customer: the number of ratings, the model's sum of squared errors, then each baseline's. */
    private final double[] sums;

    private final int customers;

    private CustomerBootstrap(double[] sums, int columns) {
        this.columns = columns;
        this.sums = sums;
        this.customers = sums.length / columns;
    }

    /**
     * The intervals.
     *
     * @param rmse of the model
     * @param baselineRmse by baseline
     * @param gain the baseline's RMSE minus the model's, by baseline
     */
    record Intervals(ConfidenceInterval rmse, List<ConfidenceInterval> baselineRmse, List<ConfidenceInterval> gain) {}

    /** The sums of the rows that a condition holds for; at least one. */
    static CustomerBootstrap of(ScoredRatings ratings, IntPredicate condition) {
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
        return new CustomerBootstrap(withRows(sums, columns), columns);
    }

    /** Draws as many customers as there are, so many times. */
    Intervals resample(int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rmse = new double[columns - 1][resamples];
        double[] drawn = new double[columns];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(drawn, 0);
            for (int draw = 0; draw < customers; draw++) {
                int at = random.nextInt(customers) * columns;
                for (int column = 0; column < columns; column++) {
                    drawn[column] += sums[at + column];
                }
            }
            for (int column = 1; column < columns; column++) {
                rmse[column - 1][resample] = Math.sqrt(drawn[column] / drawn[0]);
            }
        }
        return new Intervals(
                ConfidenceInterval.of(rmse[0]),
                IntStream.range(1, columns - 1)
                        .mapToObj(b -> ConfidenceInterval.of(rmse[b]))
                        .toList(),
                IntStream.range(1, columns - 1)
                        .mapToObj(b -> ConfidenceInterval.of(difference(rmse[b], rmse[0])))
                        .toList());
    }

    /** Leaves out customers without a rating. */
    private static double[] withRows(double[] sums, int columns) {
        double[] kept = new double[sums.length];
        int end = 0;
        for (int at = 0; at < sums.length; at += columns) {
            if (sums[at] > 0) {
                System.arraycopy(sums, at, kept, end, columns);
                end += columns;
            }
        }
        if (end == 0) {
            throw new IllegalArgumentException("there is no rating to resample");
        }
        return Arrays.copyOf(kept, end);
    }

    private static double[] difference(double[] from, double[] taken) {
        return IntStream.range(0, from.length)
                .mapToDouble(i -> from[i] - taken[i])
                .toArray();
    }

    private static double square(double value) {
        return value * value;
    }
}
