package dev.ratecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Fits an {@link Uncertainty} to the errors of predictions on ratings that no weight was fitted on: the coefficients by
 * Fisher scoring of the normal likelihood, the widths as quantiles of the absolute errors in standard deviations.
 */
public final class UncertaintyFit {
    private static final double LEVEL = 0.8;
    private static final int STEPS = 25;
    /** Draws the coefficients but the first towards zero where there is little to fit. */
    private static final double RIDGE = 5;

    /** Fewer ratings than this take the width of all. */
    private static final int SMALLEST_GROUP = 300;

    /** Customers of so many ratings and more share a width. */
    private static final long[] GROUPS = {0, 1, 20, 100, Long.MAX_VALUE};

    private UncertaintyFit() {}

    /**
     * Fits.
     *
     * @param places the predictions, on the scale mapped to 0..1
     * @param errors rating less prediction, on the same scale
     */
    public static Uncertainty of(Examples examples, double[] places, double[] errors) {
        int rows = examples.size();
        double[][] inputs = new double[rows][];
        for (int row = 0; row < rows; row++) {
            inputs[row] = Uncertainty.inputs(examples, row, places[row]);
        }
        List<Double> coefficients =
                Arrays.stream(coefficients(inputs, errors)).boxed().toList();
        Uncertainty deviations =
                new Uncertainty(LEVEL, coefficients, List.of(new Uncertainty.Width(0, Long.MAX_VALUE, 1)));
        double[] distances = new double[rows];
        for (int row = 0; row < rows; row++) {
            distances[row] = Math.abs(errors[row]) / deviations.sd(inputs[row]);
        }
        return new Uncertainty(LEVEL, coefficients, widths(examples, distances));
    }

    private static double[] coefficients(double[][] inputs, double[] errors) {
        int size = Uncertainty.INPUTS;
        double[] weights = new double[size];
        weights[0] = Math.log(Arrays.stream(errors).map(e -> e * e).average().orElse(1) + 1e-6);
        DMatrixRMaj information = new DMatrixRMaj(size, size);
        DMatrixRMaj score = new DMatrixRMaj(size, 1);
        DMatrixRMaj step = new DMatrixRMaj(size, 1);
        for (int iteration = 0; iteration < STEPS; iteration++) {
            information.zero();
            score.zero();
            for (int i = 1; i < size; i++) {
                information.set(i, i, RIDGE);
                score.set(i, 0, -RIDGE * weights[i]);
            }
            for (int row = 0; row < errors.length; row++) {
                double log = 0;
                for (int i = 0; i < size; i++) {
                    log += weights[i] * inputs[row][i];
                }
                double surprise = Math.min(50, errors[row] * errors[row] * Math.exp(-log)) - 1;
                for (int i = 0; i < size; i++) {
                    score.add(i, 0, 0.5 * surprise * inputs[row][i]);
                    for (int j = 0; j < size; j++) {
                        information.add(i, j, 0.5 * inputs[row][i] * inputs[row][j]);
                    }
                }
            }
            if (!CommonOps_DDRM.solve(information, score, step)) {
                return weights;
            }
            for (int i = 0; i < size; i++) {
                weights[i] += step.get(i, 0);
            }
        }
        return weights;
    }

    private static List<Uncertainty.Width> widths(Examples examples, double[] distances) {
        double all = quantile(distances);
        List<Uncertainty.Width> widths = new ArrayList<>();
        for (int group = 0; group + 1 < GROUPS.length; group++) {
            long from = GROUPS[group];
            long below = GROUPS[group + 1];
            double[] inside = IntStream.range(0, distances.length)
                    .filter(row -> examples.customerRatings(row) >= from && examples.customerRatings(row) < below)
                    .mapToDouble(row -> distances[row])
                    .toArray();
            widths.add(new Uncertainty.Width(from, below, inside.length < SMALLEST_GROUP ? all : quantile(inside)));
        }
        return widths;
    }

    /** The smallest distance that {@link #LEVEL} of them do not exceed. */
    private static double quantile(double[] distances) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        int place = (int) Math.ceil(LEVEL * (sorted.length + 1)) - 1;
        return sorted[Math.min(sorted.length - 1, Math.max(0, place))];
    }
}
