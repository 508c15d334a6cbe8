package dev.ratecast.factor;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A small least-squares problem with a ridge, built up equation by equation: the x with the smallest {@code Σ (y −
 * a·x)² + ridge · |x|²}, by Cholesky's decomposition of the normal equations. Reused; owned by one thread.
 */
final class RidgeSystem {
    private final int rank;
    /** Σ a aᵀ, its lower triangle only. */
    private final double[] gram;

    private final DMatrixRMaj right;
    private final DMatrixRMaj left;
    private final DMatrixRMaj solution;
    private final LinearSolverDense<DMatrixRMaj> solver;

    RidgeSystem(int rank) {
        this.rank = rank;
        this.gram = new double[rank * rank];
        this.right = new DMatrixRMaj(rank, 1);
        this.left = new DMatrixRMaj(rank, rank);
        this.solution = new DMatrixRMaj(rank, 1);
        this.solver = LinearSolverFactory_DDRM.chol(rank);
    }

    /** Forgets all equations. */
    void clear() {
        Arrays.fill(gram, 0);
        right.zero();
    }

    /** Adds the equation {@code a·x = y}, a being {@code rank} numbers of {@code vectors} from {@code offset}. */
    void add(float[] vectors, int offset, double y) {
        for (int row = 0; row < rank; row++) {
            double a = vectors[offset + row];
            right.data[row] += a * y;
            int start = row * rank;
            for (int column = 0; column <= row; column++) {
                gram[start + column] += a * vectors[offset + column];
            }
        }
    }

    /** Writes the solution into {@code rank} numbers of {@code into} from {@code offset}. */
    void solve(double ridge, float[] into, int offset) {
        for (int row = 0; row < rank; row++) {
            for (int column = 0; column <= row; column++) {
                double value = gram[row * rank + column];
                left.set(row, column, value);
                left.set(column, row, value);
            }
            left.add(row, row, ridge);
        }
        if (!solver.setA(left)) {
            throw new IllegalStateException("a ridge of " + ridge + " does not make the system definite");
        }
        solver.solve(right, solution);
        for (int row = 0; row < rank; row++) {
            into[offset + row] = (float) solution.data[row];
        }
    }
}
