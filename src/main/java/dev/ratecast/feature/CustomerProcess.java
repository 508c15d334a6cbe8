package dev.ratecast.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's ratings leave over once mean and movie effects are taken off, as a Gaussian process over movies and
 * days (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1). Solved once for a
 * customer, it answers for any movie and date. This is where a customer is folded in: no vector of a customer's is
 * needed. Owned by one thread.
 *
 * <p>With A the covariance of the n ratings and k that of a movie with them, the mean is kᵀA⁻¹r and what is explained
 * kᵀA⁻¹k. k is the sum of a vector of the day alone, one of the movie's release year alone and a linear combination, by
 * the movie's coordinates, of vectors of the customer's. Solved apart and multiplied with each other once, they make a
 * further movie cost some hundred multiplications instead of n²: a whole catalogue is answered in milliseconds.
 */
final class CustomerProcess {
    /** The noise that is expected of a customer counts as if so many ratings had shown it, beside what the customer's ratings show. */
    private static final double PRIOR_RATINGS = 5;

    /** A standard deviation of 0.22 of the scale's range, on the scale mapped to 0..1. */
    private static final double PRIOR_NOISE = 0.05;

    private final CustomerCovariance kernel;
    private final List<PastRating> past;
    /** By row: the covariance's Cholesky factor, its upper triangle; then the coordinates, solved against its transpose. */
    private final double[][] rows;
    /** By two coordinates: the product of what was solved for them. */
    private final double[][] products;
    /** The covariance's inverse times the residuals. */
    private final double[] weights;
    /** By coordinate: the sum of weight times coordinate. */
    private final double[] moments;

    private final double weight;
    private final double noise;
    private final Map<Integer, Part> years = new HashMap<>();
    private @Nullable DayPart lastDay;

    /**
     * Solves for a customer.
     *
     * @param past the ratings to look at, by ascending date; which ones, {@link CustomerKernel#memory} says
     * @param memory belongs to this process from now on: no other that was solved in it may be asked any more
     */
    CustomerProcess(CustomerCovariance kernel, List<PastRating> past, ProcessMemory memory) {
        this.kernel = kernel;
        this.past = past;
        int size = past.size();
        int dimensions =
                size == 0 ? 0 : CustomerCovariance.dimensions(past.get(0).movie());
        memory.reserve(size, dimensions);
        double[][] coordinates = memory.coordinates();
        this.rows = memory.rows();
        this.weights = new double[size];
        fill(coordinates, dimensions);
        SymmetricElimination.eliminate(rows, size, size + dimensions + 1);
        this.products = new double[dimensions][dimensions];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < dimensions; d++) {
                addSolved(products[d], i, rows[i][size + d]);
            }
            weights[i] = rows[i][size + dimensions];
        }
        SymmetricElimination.solve(rows, weights);
        this.weight = sum(weights);
        this.noise = noise();
        this.moments = new double[dimensions];
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < size; i++) {
                moments[d] += weights[i] * coordinates[d][i];
            }
        }
    }

    /** Fills in the coordinates, and by row the covariance's upper triangle, coordinates and residual. */
    private void fill(double[][] coordinates, int dimensions) {
        int size = past.size();
        for (int i = 0; i < size; i++) {
            PastRating rating = past.get(i);
            double[] row = rows[i];
            kernel.putCoordinates(rating.movie(), row, size);
            for (int d = 0; d < dimensions; d++) {
                coordinates[d][i] = row[size + d];
            }
            row[size + dimensions] = rating.residual();
        }
        new CovarianceRows(kernel, past, coordinates, dimensions).putInto(rows);
    }

    /**
     * The variance of a rating's own noise: with n residuals r, rᵀA⁻¹r / n is its likeliest value, since A is in units of
     * it; drawn towards what is expected (a Student-t process: Shah, Wilson and Ghahramani, AISTATS 2014).
     */
    private double noise() {
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            square += weights[i] * past.get(i).residual();
        }
        return (PRIOR_RATINGS * PRIOR_NOISE + Math.max(0, square)) / (PRIOR_RATINGS + weights.length);
    }

    /** What is left over for a movie on a day. */
    Leftover on(MovieView movie, long day) {
        double[] coordinates = kernel.coordinates(movie);
        DayPart ofDay = ofDay(day);
        Part ofYear = years.computeIfAbsent(movie.releaseYear(), this::ofYear);
        double variance = kernel.ofDays(0) + kernel.ofYears(movie.releaseYear(), movie.releaseYear());
        for (double coordinate : coordinates) {
            variance += coordinate * coordinate;
        }
        if (!past.isEmpty()) {
            variance -= explained(coordinates, ofDay, movie.releaseYear(), ofYear);
        }
        int audience = movie.vector().length;
        int effect = audience + movie.audience().length;
        return new Leftover(
                kernel.kernel().constant() * weight,
                ofDay.sameDay(),
                ofDay.recent(),
                ofCoordinates(coordinates, 0, audience),
                ofCoordinates(coordinates, audience, effect),
                ofYear.sum(),
                ofCoordinates(coordinates, effect, effect + 1),
                ofCoordinates(coordinates, effect + 1, effect + 2),
                variance,
                noise);
    }

    private double ofCoordinates(double[] coordinates, int from, int to) {
        double sum = 0;
        for (int d = from; d < Math.min(to, moments.length); d++) {
            sum += moments[d] * coordinates[d];
        }
        return sum;
    }

    /**
     * The squared length of the movie's covariances with the past ratings, solved against the factor's transpose: those of
     * the day and the year, and as many vectors as coordinates, whose products with each other and with those are known.
     */
    private double explained(double[] coordinates, DayPart ofDay, int year, Part ofYear) {
        OfDayAndYear first =
                ofDay.withYears().computeIfAbsent(year, unused -> together(ofDay.solved(), ofYear.solved()));
        double[] productsWith = first.twiceProducts().clone();
        LinearCombination.add(productsWith, products, coordinates, coordinates.length, 0, coordinates.length);
        double sum = first.square();
        for (int d = 0; d < coordinates.length; d++) {
            sum += coordinates[d] * productsWith[d];
        }
        return sum;
    }

    private OfDayAndYear together(double[] ofDay, double[] ofYear) {
        double square = 0;
        double[] twiceProducts = new double[products.length];
        for (int i = 0; i < ofDay.length; i++) {
            double both = ofDay[i] + ofYear[i];
            square += both * both;
            addSolved(twiceProducts, i, 2 * both);
        }
        return new OfDayAndYear(twiceProducts, square);
    }

    /** Adds a past rating's coordinates, solved against the factor's transpose, times a number. */
    private void addSolved(double[] to, int rating, double times) {
        double[] row = rows[rating];
        int size = past.size();
        for (int d = 0; d < to.length; d++) {
            to[d] += times * row[size + d];
        }
    }

    private DayPart ofDay(long day) {
        DayPart last = lastDay;
        if (last != null && last.day() == day) {
            return last;
        }
        double[] covariances = new double[past.size()];
        double sameDay = 0;
        double recent = 0;
        for (int i = 0; i < covariances.length; i++) {
            long apart = Math.abs(past.get(i).day() - day);
            sameDay += weights[i] * kernel.sameDay(apart);
            recent += weights[i] * kernel.recent(apart);
            covariances[i] = kernel.ofDays(apart);
        }
        SymmetricElimination.solveTransposed(rows, covariances);
        DayPart part = new DayPart(day, sameDay, recent, covariances, new HashMap<>());
        lastDay = part;
        return part;
    }

    private Part ofYear(int year) {
        double[] covariances = new double[past.size()];
        double sum = 0;
        for (int i = 0; i < covariances.length; i++) {
            covariances[i] = kernel.ofYears(past.get(i).movie().releaseYear(), year);
            sum += weights[i] * covariances[i];
        }
        SymmetricElimination.solveTransposed(rows, covariances);
        return new Part(sum, covariances);
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    /** A part of the covariances with the past ratings: its share of the mean, and the part solved. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(double sum, double[] solved) {}

    /** What comes from the day, for all movies alike. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record DayPart(
            long day, double sameDay, double recent, double[] solved, Map<Integer, OfDayAndYear> withYears) {}

    /** The parts of a day and a year, solved and added up: twice the products with what was solved for each coordinate, and the squared length. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record OfDayAndYear(double[] twiceProducts, double square) {}
}
