package dev.ratecast.factor;

import java.util.Arrays;

/**
 * A small least-squares problem with a ridge, built up equation by equation: find x with the smallest {@code Σ (y −
 * a·x)² + ridge · |x|²}. Solved by Cholesky's decomposition of the normal equations. Reused; owned by one thread.
 */
final class RidgeSystem {
    private final int rank;
    /** The lower triangle of Σ a aᵀ, row by row. */
    private final double[] gram;

    private final double[] right;
    private final double[] lower;
    private int equations;

    RidgeSystem(int rank) {
        this.rank = rank;
        this.gram = new double[rank * (rank + 1) / 2];
        this.right = new double[rank];
        this.lower = new double[gram.length];
    }

    /** Forgets all equations. */
    void clear() {
        Arrays.fill(gram, 0);
        Arrays.fill(right, 0);
        equations = 0;
    }

    int equations() {
        return equations;
    }

    /** Adds the equation {@code a·x = y}, a being {@code rank} numbers of {@code vectors} from {@code offset}. */
    void add(float[] vectors, int offset, double y) {
        int at = 0;
        for (int row = 0; row < rank; row++) {
            double a = vectors[offset + row];
            right[row] += a * y;
            for (int column = 0; column <= row; column++) {
                gram[at++] += a * vectors[offset + column];
            }
        }
        equations++;
    }

    /** Writes the solution into {@code rank} numbers of {@code solution} from {@code offset}. */
    void solve(double ridge, float[] solution, int offset) {
        decompose(ridge);
        double[] x = right.clone();
        for (int row = 0; row < rank; row++) {
            int start = row * (row + 1) / 2;
            for (int column = 0; column < row; column++) {
                x[row] -= lower[start + column] * x[column];
            }
            x[row] /= lower[start + row];
        }
        for (int row = rank - 1; row >= 0; row--) {
            for (int below = row + 1; below < rank; below++) {
                x[row] -= lower[below * (below + 1) / 2 + row] * x[below];
            }
            x[row] /= lower[row * (row + 1) / 2 + row];
            solution[offset + row] = (float) x[row];
        }
    }

    private void decompose(double ridge) {
        for (int row = 0; row < rank; row++) {
            int start = row * (row + 1) / 2;
            for (int column = 0; column <= row; column++) {
                int above = column * (column + 1) / 2;
                double sum = gram[start + column] + (row == column ? ridge : 0);
                for (int k = 0; k < column; k++) {
                    sum -= lower[start + k] * lower[above + k];
                }
                lower[start + column] = row == column ? Math.sqrt(sum) : sum / lower[above + column];
            }
        }
    }
}
