package dev.ratecast.model;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A straight line by ridge regression (Hoerl and Kennard, 1970): the weights w and the intercept c with the smallest
 * {@code Σ (y − w·x − c)² + ridge · |w|²}. The intercept is free.
 */
public final class RidgeRegression {
    /** Next to none, so that there is one solution also without an equation. */
    private static final double OF_INTERCEPT = 1e-6;

    private final int width;
    /** Of x with a one behind it: Σ x xᵀ, its lower triangle, and Σ y x. */
    private final DMatrixRMaj gram;

    private final DMatrixRMaj right;
    private final double[] row;

    /** @param width how many numbers an x has */
    public RidgeRegression(int width) {
        this.width = width;
        this.gram = new DMatrixRMaj(width + 1, width + 1);
        this.right = new DMatrixRMaj(width + 1, 1);
        this.row = new double[width + 1];
        row[width] = 1;
    }

    /** Adds the equation {@code w·x + c = y}; of x its first {@code width} numbers. */
    public void add(double[] x, double y) {
        System.arraycopy(x, 0, row, 0, width);
        for (int i = 0; i <= width; i++) {
            right.data[i] += row[i] * y;
            for (int j = 0; j <= i; j++) {
                gram.data[i * (width + 1) + j] += row[i] * row[j];
            }
        }
    }

    /**
     * The line; to be called once.
     *
     * @param ridge in equations: that many of them pull every weight towards zero
     * @return the weights, and the intercept behind them; null where the equations have no solution in numbers
     */
    public double @Nullable [] solve(double ridge) {
        for (int i = 0; i <= width; i++) {
            gram.add(i, i, i < width ? ridge : OF_INTERCEPT);
            for (int j = 0; j < i; j++) {
                gram.set(j, i, gram.get(i, j));
            }
        }
        DMatrixRMaj solution = new DMatrixRMaj(width + 1, 1);
        return CommonOps_DDRM.solve(gram, right, solution) ? Arrays.copyOf(solution.data, width + 1) : null;
    }
}
