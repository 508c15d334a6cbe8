package dev.ratecast.feature;

import dev.ratecast.known.History;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A customer's tastes and moods as they are known on one day.
 *
 * <p>The customer's process is solved as the regression that it is (Rasmussen and Williams, "Gaussian Processes for Machine
 * Learning", 2006, 2.1), not by its covariance. With X what each of n ratings has of the unknowns of {@link CustomerPrior}, N
 * the ratings' noise, r their residuals and P the inverse of the unknowns' covariance beforehand, their means are
 * (XᵀN⁻¹X + P)⁻¹ XᵀN⁻¹r, and that inverse is their covariance. {@link Moods} eliminates all days but the one that is asked
 * about, so that there are as many unknowns as coordinates and release years, and the cost grows with the number of
 * ratings instead of its cube. A further movie costs some hundred multiplications: a whole catalogue is answered in
 * milliseconds.
 */
final class DaySolution {
    /** The noise that is expected of a customer counts as if so many ratings had shown it, beside what the customer's ratings show. */
    private static final double PRIOR_RATINGS = 5;

    /** A standard deviation of 0.22 of the scale's range, on the scale mapped to 0..1. */
    private static final double PRIOR_NOISE = 0.05;

    private final CustomerPrior prior;
    private final long day;
    private final Columns columns;
    private final Years years;
    /** The equations' Cholesky factor, its upper triangle. */
    private final double[][] rows;
    /** Of each unknown, what it is known to be. */
    private final double[] means;

    private final double noise;
    private final Map<Integer, OfYear> ofYears = new HashMap<>();
    /** What the movie asked about has of the tastes, at their places. */
    private final double[] coordinates;

    /**
     * Solves for a customer and a day.
     *
     * @param past by ascending day
     * @param dimensions how many coordinates a movie has
     * @param memory holds the solution as long as it is asked
     */
    DaySolution(CustomerPrior prior, List<PastRating> past, long day, int dimensions, ProcessMemory memory) {
        this.prior = prior;
        this.day = day;
        this.years = new Years(prior, past);
        this.columns = new Columns(years.size(), dimensions);
        memory.reserve(past.size(), columns.width());
        this.rows = memory.rows();
        this.means = new double[columns.residual()];
        this.coordinates = new double[columns.residual()];
        putRatings(past, memory);
        fill(new Moods(prior, past, columns, memory), memory);
        SymmetricElimination.eliminate(rows, columns.residual(), columns.width());
        double square = rows[columns.residual()][columns.residual()];
        for (int k = 0; k < means.length; k++) {
            means[k] = rows[k][columns.residual()];
            square -= means[k] * means[k];
        }
        SymmetricElimination.solve(rows, means);
        this.noise = noise(square, past.size());
    }

    /** Puts what each rating has of the unknowns, and its residual, into a vector, the moods' places left empty. */
    private void putRatings(List<PastRating> past, ProcessMemory memory) {
        for (int i = 0; i < past.size(); i++) {
            PastRating rating = past.get(i);
            MovieView movie = rating.movie();
            double[] vector = memory.vectors()[i];
            Arrays.fill(vector, 0, columns.constant(), 0);
            if (movie.releaseYear() != History.NO_YEAR) {
                vector[years.place(movie.releaseYear())] = prior.ofYear();
            }
            vector[columns.constant()] = prior.ofConstant();
            prior.putCoordinates(movie, vector, columns.tastes());
            vector[columns.residual()] = rating.residual();
            memory.times()[i] = 1 / prior.noise(movie);
        }
    }

    /** Fills in the normal equations, the upper triangle with the residual's products. */
    private void fill(Moods moods, ProcessMemory memory) {
        for (int k = 0; k < columns.width(); k++) {
            Arrays.fill(rows[k], k, columns.width(), 0);
        }
        moods.eliminate(rows, day);
        LinearCombination.addProducts(rows, memory.vectors(), memory.times(), moods.vectors(), columns.width());
        years.addPrior(rows);
        for (int k = columns.constant(); k < columns.residual(); k++) {
            rows[k][k] += 1;
        }
    }

    /**
     * The variance of a rating's own noise: with n residuals r and their covariance A, rᵀA⁻¹r / n is its likeliest value, since
     * A is in units of it; drawn towards what is expected (a Student-t process: Shah, Wilson and Ghahramani, AISTATS 2014).
     */
    private static double noise(double square, int ratings) {
        return (PRIOR_RATINGS * PRIOR_NOISE + Math.max(0, square)) / (PRIOR_RATINGS + ratings);
    }

    /** The day that it is of. */
    long day() {
        return day;
    }

    /** What is left over for a movie. */
    Leftover on(MovieView movie) {
        OfYear ofYear = ofYears.computeIfAbsent(movie.releaseYear(), this::ofYear);
        prior.putCoordinates(movie, coordinates, columns.tastes());
        double[] solved = ofYear.solved().clone();
        for (int k = columns.tastes(); k < solved.length; k++) {
            solved[k] += coordinates[k];
        }
        SymmetricElimination.solveTransposed(rows, solved, columns.tastes(), solved.length);
        int audience = columns.tastes() + movie.vector().length;
        int effect = audience + movie.audience().length;
        return new Leftover(
                prior.ofConstant() * means[columns.constant()],
                prior.ofDay() * means[columns.day()],
                prior.ofMood() * means[columns.mood()],
                product(means, coordinates, columns.tastes(), audience),
                product(means, coordinates, audience, effect),
                ofYear.mean(),
                product(means, coordinates, effect, effect + 1),
                product(means, coordinates, effect + 1, effect + 2),
                ofYear.variance() + product(solved, solved, columns.tastes(), solved.length),
                noise);
    }

    /** What all movies of a release year share, {@link History#NO_YEAR} being one. */
    private OfYear ofYear(int year) {
        double[] shared = new double[columns.residual()];
        double unknown = year == History.NO_YEAR ? 0 : years.putShares(year, prior.ofYear(), shared);
        double mean = product(means, shared, 0, columns.years());
        shared[columns.mood()] = prior.ofMood();
        shared[columns.day()] = prior.ofDay();
        shared[columns.constant()] = prior.ofConstant();
        SymmetricElimination.solveTransposed(rows, shared, 0, columns.tastes());
        return new OfYear(mean, unknown + product(shared, shared, 0, columns.tastes()), shared);
    }

    private static double product(double[] a, double[] b, int from, int limit) {
        double sum = 0;
        for (int k = from; k < limit; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /**
     * What all movies of a release year share.
     *
     * @param mean what is left over for the year
     * @param variance of that, of moods and constant together
     * @param solved what the movies have of these unknowns, solved against the equations' factor; behind them what that takes off
     *     the movies' coordinates
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record OfYear(double mean, double variance, double[] solved) {}
}
