package dev.ratecast.factor;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A small least-squares problem with a ridge, built up equation by equation: the x with the smallest {@code Σ (y −
 * a·x)² + ridge · |x|²}, by Cholesky's decomposition of the normal equations. Reused; owned by one thread.
 *
 * <p>Implementation notes: this is where a fit's time goes. Equations are gathered in blocks, so that the scattered reads
 * of their vectors overlap, and the sums of a tile, two rows by four columns, stay in registers over a block. Each sum
 * still adds up equation by equation, so that blocks and tiles change no bit of it. The stride is a constant so that the
 * compiler can take range checks out of the loop.
 */
final class RidgeSystem {
    /** A block's row: a vector, its target, zeros. */
    private static final int STRIDE = 32;

    private static final int BLOCK = 64;
    private static final int TILE_ROWS = 2;
    private static final int TILE_COLUMNS = 4;
    private static final int MAX_RANK = STRIDE - TILE_COLUMNS;

    private final int rank;
    /** Σ a aᵀ, its lower triangle, and in row {@code rank} Σ y a; what lies beside that is of no meaning. */
    private final double[] sums;

    private final double[] block = new double[BLOCK * STRIDE];
    private int gathered;

    private final DMatrixRMaj right;
    private final DMatrixRMaj left;
    private final DMatrixRMaj solution;
    private final LinearSolverDense<DMatrixRMaj> solver;

    RidgeSystem(int rank) {
        if (rank > MAX_RANK) {
            throw new IllegalArgumentException("a rank of at most " + MAX_RANK + ", not " + rank);
        }
        this.rank = rank;
        this.sums = new double[(rank + TILE_ROWS) * STRIDE];
        this.right = new DMatrixRMaj(rank, 1);
        this.left = new DMatrixRMaj(rank, rank);
        this.solution = new DMatrixRMaj(rank, 1);
        this.solver = LinearSolverFactory_DDRM.chol(rank);
    }

    /** Forgets all equations. */
    void clear() {
        Arrays.fill(sums, 0);
        gathered = 0;
    }

    /** Adds the equation {@code a·x = y}, a being {@code rank} numbers of {@code vectors} from {@code offset}. */
    void add(float[] vectors, int offset, double y) {
        int start = gathered * STRIDE;
        for (int k = 0; k < rank; k++) {
            block[start + k] = vectors[offset + k];
        }
        block[start + rank] = y;
        if (++gathered == BLOCK) {
            addBlock();
        }
    }

    private void addBlock() {
        for (int row = 0; row <= rank; row += TILE_ROWS) {
            for (int column = 0; column < Math.min(rank, row + TILE_ROWS); column += TILE_COLUMNS) {
                addTile(block, gathered, row, column, sums, row * STRIDE + column);
            }
        }
        gathered = 0;
    }

    /** Adds the products of two numbers of each equation with four neighboring ones. */
    private static void addTile(double[] block, int equations, int row, int column, double[] sums, int at) {
        double s00 = sums[at];
        double s01 = sums[at + 1];
        double s02 = sums[at + 2];
        double s03 = sums[at + 3];
        double s10 = sums[at + STRIDE];
        double s11 = sums[at + STRIDE + 1];
        double s12 = sums[at + STRIDE + 2];
        double s13 = sums[at + STRIDE + 3];
        for (int i = 0; i < equations; i++) {
            double first = block[i * STRIDE + row];
            double second = block[i * STRIDE + row + 1];
            double c0 = block[i * STRIDE + column];
            double c1 = block[i * STRIDE + column + 1];
            double c2 = block[i * STRIDE + column + 2];
            double c3 = block[i * STRIDE + column + 3];
            s00 += first * c0;
            s01 += first * c1;
            s02 += first * c2;
            s03 += first * c3;
            s10 += second * c0;
            s11 += second * c1;
            s12 += second * c2;
            s13 += second * c3;
        }
        sums[at] = s00;
        sums[at + 1] = s01;
        sums[at + 2] = s02;
        sums[at + 3] = s03;
        sums[at + STRIDE] = s10;
        sums[at + STRIDE + 1] = s11;
        sums[at + STRIDE + 2] = s12;
        sums[at + STRIDE + 3] = s13;
    }

    /** Writes the solution into {@code rank} numbers of {@code into} from {@code offset}. */
    void solve(double ridge, float[] into, int offset) {
        addBlock();
        for (int row = 0; row < rank; row++) {
            for (int column = 0; column <= row; column++) {
                double value = sums[row * STRIDE + column];
                left.set(row, column, value);
                left.set(column, row, value);
            }
            left.add(row, row, ridge);
            right.data[row] = sums[rank * STRIDE + row];
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
