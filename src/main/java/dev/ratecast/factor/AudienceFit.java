package dev.ratecast.factor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Places movies by who rates them, whatever the ratings: those with much of an audience in common lie in one direction.
 * Who rates a movie says more about it than few ratings do (Koren, "Factorization Meets the Neighborhood", KDD 2008, has
 * it as implicit feedback). A correspondence analysis of customers and movies (Greenacre, "Theory and Applications of
 * Correspondence Analysis", 1984) with damped counts, by orthogonal iteration (Golub and Van Loan, "Matrix Computations",
 * 4th edition, 8.2.4).
 *
 * <p>With n ratings of a customer or movie, d imaginary ones and R 1 where a customer rates a movie and 0 elsewhere, let
 * N be R divided by the customer's and the movie's {@code √(n + d)}, and v a right singular vector of N of singular value
 * σ. A movie's coordinate is {@code σ v / √(n + d)}. The first direction, which says little but how often a movie is
 * rated, is left out; the next {@link AudienceSettings#rank} are the coordinates, scaled so that their squared length is
 * 1 on the average over ratings.
 */
final class AudienceFit {
    /** A direction of which orthogonal iteration leaves a smaller share depends on those before it. */
    private static final double DEPENDENT = 1e-9;

    private final RatingMatrix matrix;
    private final AudienceSettings settings;
    private final int[] ratings;
    /** How many directions there are, the first one with them. */
    private final int width;
    /** By movie and direction: the singular vectors as far as they are found. */
    private final double[] vectors;
    /** By movie: 1 / √(n + d). */
    private final double[] scales;
    /** By customer and direction: the mean over the customer's movies. */
    private final double[] customers;

    private AudienceFit(RatingMatrix matrix, AudienceSettings settings, int[] ratings) {
        this.matrix = matrix;
        this.settings = settings;
        this.ratings = ratings;
        this.width = settings.rank() + 1;
        this.vectors = new double[ratings.length * width];
        this.scales = IntStream.of(ratings)
                .mapToDouble(count -> 1 / Math.sqrt(count + settings.movieDamping()))
                .toArray();
        this.customers = new double[matrix.customers() * width];
    }

    /**
     * Places the movies.
     *
     * @param ratings how many each movie has, by index
     * @param order the movies' indexes, by place of the result
     * @param seed of the first vectors
     */
    static MovieAudiences fit(RatingMatrix matrix, AudienceSettings settings, int[] ratings, int[] order, long seed) {
        return new AudienceFit(matrix, settings, ratings).place(order, seed);
    }

    private MovieAudiences place(int[] order, long seed) {
        for (int movie : order) {
            System.arraycopy(StartVectors.of(seed, matrix.movieId(movie), width), 0, vectors, movie * width, width);
        }
        double[] squares = orthonormalize();
        for (int sweep = 0; sweep < settings.sweeps(); sweep++) {
            sumUpCustomers();
            sumUpMovies();
            squares = orthonormalize();
        }
        return coordinates(order, squares);
    }

    private void sumUpCustomers() {
        MatrixRows.each(matrix.customers(), matrix::readCustomer, (customer, row) -> {
            double share = 1 / (row.length() + settings.customerDamping());
            int to = customer * width;
            Arrays.fill(customers, to, to + width, 0);
            for (int i = 0; i < row.length(); i++) {
                int from = row.other(i) * width;
                double scale = scales[row.other(i)] * share;
                for (int k = 0; k < width; k++) {
                    customers[to + k] += scale * vectors[from + k];
                }
            }
        });
    }

    private void sumUpMovies() {
        MatrixRows.each(matrix.movies(), matrix::readMovie, (movie, row) -> {
            int to = movie * width;
            Arrays.fill(vectors, to, to + width, 0);
            for (int i = 0; i < row.length(); i++) {
                int from = row.other(i) * width;
                for (int k = 0; k < width; k++) {
                    vectors[to + k] += customers[from + k];
                }
            }
            for (int k = 0; k < width; k++) {
                vectors[to + k] *= scales[movie];
            }
        });
    }

    /**
     * Makes the directions orthogonal and of length 1, one after another (modified Gram-Schmidt).
     *
     * @return their lengths before that: σ² once they are found
     */
    private double[] orthonormalize() {
        double[] lengths = new double[width];
        for (int k = 0; k < width; k++) {
            double before = Math.sqrt(product(k, k));
            for (int other = 0; other < k; other++) {
                addTo(k, other, -product(k, other));
            }
            double length = Math.sqrt(product(k, k));
            lengths[k] = length > DEPENDENT * before ? length : 0;
            multiply(k, lengths[k] == 0 ? 0 : 1 / length);
        }
        return lengths;
    }

    private double product(int one, int other) {
        double sum = 0;
        for (int row = 0; row < vectors.length; row += width) {
            sum += vectors[row + one] * vectors[row + other];
        }
        return sum;
    }

    private void addTo(int one, int other, double times) {
        for (int row = 0; row < vectors.length; row += width) {
            vectors[row + one] += times * vectors[row + other];
        }
    }

    private void multiply(int one, double times) {
        for (int row = 0; row < vectors.length; row += width) {
            vectors[row + one] *= times;
        }
    }

    private MovieAudiences coordinates(int[] order, double[] squares) {
        int rank = settings.rank();
        double[] unscaled = new double[order.length * rank];
        double sum = 0;
        long count = 0;
        for (int place = 0; place < order.length; place++) {
            int movie = order[place];
            double square = 0;
            for (int k = 0; k < rank; k++) {
                double coordinate = Math.sqrt(squares[k + 1]) * vectors[movie * width + k + 1] * scales[movie];
                unscaled[place * rank + k] = coordinate;
                square += coordinate * coordinate;
            }
            sum += ratings[movie] * square;
            count += ratings[movie];
        }
        double scale = sum > 0 ? Math.sqrt(count / sum) : 0;
        float[] coordinates = new float[unscaled.length];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = (float) (scale * unscaled[i]);
        }
        return new MovieAudiences(rank, coordinates);
    }
}
