package dev.ratecast.feature;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/**
 * What a customer's ratings leave over once mean and movie effects are taken off, as a Gaussian process over movies and
 * days (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1). Solved once for a
 * customer, it answers for any movie and date. This is where a customer is folded in: no vector of a customer's is
 * needed. Owned by one thread.
 */
final class CustomerProcess {
    private final CustomerCovariance kernel;
    private final List<PastRating> past;
    /** The lower triangle of the covariance's Cholesky factor, row by row. */
    private final double[] lower;
    /** The covariance's inverse times the residuals. */
    private final double[] weights;

    private final double[] covariances;

    /**
     * Solves for a customer.
     *
     * @param past the ratings to look at; which ones, {@link CustomerKernel#memory} says
     */
    CustomerProcess(CustomerCovariance kernel, List<PastRating> past) {
        this.kernel = kernel;
        this.past = past;
        int size = past.size();
        this.weights = new double[size];
        this.covariances = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = past.get(i).residual();
        }
        this.lower = size == 0 ? new double[0] : decomposed();
        if (size > 0) {
            TriangularSolver_DDRM.solveL(lower, weights, size);
            TriangularSolver_DDRM.solveTranL(lower, weights, size);
        }
    }

    private double[] decomposed() {
        int size = past.size();
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        for (int row = 0; row < size; row++) {
            PastRating rating = past.get(row);
            MovieView movie = rating.movie();
            for (int column = 0; column < row; column++) {
                PastRating other = past.get(column);
                double value = kernel.of(movie, other.movie(), Math.abs(rating.day() - other.day()));
                covariance.data[row * size + column] = value;
                covariance.data[column * size + row] = value;
            }
            covariance.data[row * size + row] = kernel.noise(movie) + kernel.of(movie, movie, 0);
        }
        CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
        if (!cholesky.decompose(covariance)) {
            throw new IllegalStateException("a covariance with noise on its diagonal is positive definite");
        }
        return covariance.data;
    }

    /** What is left over for a movie on a day. */
    Leftover on(MovieView movie, long day) {
        double constant = 0;
        double sameDay = 0;
        double fast = 0;
        double slow = 0;
        double factors = 0;
        double year = 0;
        double effect = 0;
        double popular = 0;
        for (int i = 0; i < weights.length; i++) {
            PastRating rating = past.get(i);
            MovieView other = rating.movie();
            long apart = Math.abs(rating.day() - day);
            double weight = weights[i];
            constant += weight * kernel.kernel().constant();
            sameDay += weight * kernel.sameDay(apart);
            fast += weight * kernel.fast(apart);
            slow += weight * kernel.slow(apart);
            factors += weight * kernel.factors(movie, other);
            year += weight * kernel.year(movie, other);
            effect += weight * kernel.effect(movie, other);
            popular += weight * kernel.popularity(movie, other);
            covariances[i] = kernel.of(movie, other, apart);
        }
        double variance = kernel.of(movie, movie, 0);
        if (weights.length > 0) {
            TriangularSolver_DDRM.solveL(lower, covariances, weights.length);
            for (double explained : covariances) {
                variance -= explained * explained;
            }
        }
        return new Leftover(constant, sameDay, fast, slow, factors, year, effect, popular, variance);
    }
}
