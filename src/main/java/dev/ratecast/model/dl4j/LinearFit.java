package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.LinearPart;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Fits a {@link LinearPart} by ridge regression (Hoerl and Kennard, 1970); the intercept is free. */
final class LinearFit {
    /** In ratings: that many of them pull every weight towards zero. */
    private static final double RIDGE = 10_000;

    private LinearFit() {}

    /**
     * Fits on the residuals that a correction is to learn.
     *
     * @param inputs tells inputs and targets
     */
    static LinearPart of(Examples examples, Correction inputs) {
        int width = inputs.width();
        DMatrixRMaj gram = new DMatrixRMaj(width + 1, width + 1);
        DMatrixRMaj right = new DMatrixRMaj(width + 1, 1);
        double[] x = new double[width + 1];
        x[width] = 1;
        for (int row = 0; row < examples.size(); row++) {
            for (int column = 0; column < width; column++) {
                x[column] = inputs.input(examples.feature(row, column), column);
            }
            double target = inputs.target(examples.rating(row), examples.baseline(row));
            for (int i = 0; i <= width; i++) {
                right.data[i] += x[i] * target;
                for (int j = 0; j <= i; j++) {
                    gram.data[i * (width + 1) + j] += x[i] * x[j];
                }
            }
        }
        for (int i = 0; i <= width; i++) {
            gram.add(i, i, i < width ? RIDGE : 1e-6);
            for (int j = 0; j < i; j++) {
                gram.set(j, i, gram.get(i, j));
            }
        }
        DMatrixRMaj solution = new DMatrixRMaj(width + 1, 1);
        if (!CommonOps_DDRM.solve(gram, right, solution)) {
            return LinearPart.none(width);
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            weights.add(solution.data[i]);
        }
        return new LinearPart(weights, solution.data[width]);
    }
}
