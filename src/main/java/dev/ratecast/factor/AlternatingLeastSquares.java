package dev.ratecast.factor;

import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.UnitInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits biases and factors by alternating least squares (Zhou, Wilkinson, Schreiber and Pan, "Large-scale Parallel
 * Collaborative Filtering for the Netflix Prize", 2008), the factors on what the biases leave over. Each row is solved
 * from the other side alone, so the result does not depend on how many threads share the rows; the first movie vectors
 * are drawn from seed and movie id, so it does not depend on the rows' order either, but for rounding.
 */
public final class AlternatingLeastSquares {
    /** The deviation of the first movie vectors' numbers. */
    private static final double START = 0.3;

    private final UnitInterval interval;
    /** The places in 0..1 of all ratings, by how many units they are above the smallest: each is needed billions of times. */
    private final double[] places;

    private final int smallest;
    private final FactorSettings settings;

    public AlternatingLeastSquares(RatingScale scale, FactorSettings settings) {
        this.interval = UnitInterval.of(scale);
        this.smallest = (int) interval.min();
        this.places = IntStream.rangeClosed(0, (int) interval.range())
                .mapToDouble(units -> interval.ofUnits(smallest + units))
                .toArray();
        this.settings = settings;
    }

    /**
     * Fits factors on all ratings of a state.
     *
     * @param latest the latest rating date of the state, in epoch seconds
     */
    Factors fit(RatingMatrix matrix, String version, long latest) {
        return fit(FactorSample.of(matrix, Long.MAX_VALUE), version, latest);
    }

    /**
     * Fits factors on a sample of a state.
     *
     * @param latest the latest rating date of the state, in epoch seconds
     */
    public Factors fit(FactorSample sample, String version, long latest) {
        RatingMatrix matrix = sample.matrix();
        Side customers = new Side(matrix.customers(), settings.rank());
        Side movies = new Side(matrix.movies(), settings.rank());
        double mean = countAndAverage(matrix, customers, movies);
        // The first step: customers' biases as if all movies were alike, and movies' beside those.
        solveBiases(customers, movies, mean, matrix::readCustomer);
        solveBiases(movies, customers, mean, matrix::readMovie);
        if (settings.corrections().contains(EffectCorrection.TASTE)) {
            addTastes(matrix, customers, movies);
        }
        int[] order = movies.order(matrix::movieId);
        TitleEffects titles = titles(matrix, movies, order);
        for (int sweep = 0; sweep < settings.biasSweeps(); sweep++) {
            solveBiases(movies, customers, mean, matrix::readMovie);
            solveBiases(customers, movies, mean, matrix::readCustomer);
        }
        double spread = spread(matrix, customers, movies, mean);
        start(matrix, movies);
        for (int sweep = 0; sweep < settings.sweeps(); sweep++) {
            solveVectors(customers, movies, mean, spread, matrix::readCustomer);
            solveVectors(movies, customers, mean, spread, matrix::readMovie);
        }
        solveVectors(customers, movies, mean, spread, matrix::readCustomer);
        return new Factors(
                version,
                mean,
                spread,
                sample.known(),
                latest,
                movies.table(matrix::movieId),
                customers.table(matrix::customerId),
                titles,
                AudienceFit.fit(matrix, settings.audience(), movies.counts, order, settings.seed()));
    }

    private double countAndAverage(RatingMatrix matrix, Side customers, Side movies) {
        RatingMatrix.Row row = new RatingMatrix.Row();
        long count = 0;
        long units = 0;
        for (int customer = 0; customer < customers.counts.length; customer++) {
            matrix.readCustomer(customer, row);
            customers.counts[customer] = row.length();
            count += row.length();
            for (int i = 0; i < row.length(); i++) {
                units += row.units(i);
                movies.counts[row.other(i)]++;
            }
        }
        return count == 0 ? 0.5 : interval.ofUnits((double) units / count);
    }

    private void solveBiases(Side solved, Side other, double mean, MatrixRows.Reader reader) {
        MatrixRows.each(solved.counts.length, reader, (index, row) -> {
            double sum = 0;
            for (int i = 0; i < row.length(); i++) {
                sum += place(row.units(i)) - mean - other.biases[row.other(i)];
            }
            solved.biases[index] = (float) (sum / (row.length() + settings.biasDamping()));
        });
    }

    /** After the first step: a customer's taste is the damped mean bias of its movies, a movie's the mean taste of its raters. */
    private void addTastes(RatingMatrix matrix, Side customers, Side movies) {
        MatrixRows.each(
                customers.counts.length,
                matrix::readCustomer,
                (index, row) -> customers.tastes[index] =
                        (float) (sum(row, movies.biases) / (row.length() + settings.biasDamping())));
        MatrixRows.each(
                movies.counts.length,
                matrix::readMovie,
                (index, row) -> movies.tastes[index] = (float) (sum(row, customers.tastes) / row.length()));
    }

    /** After the first step, from movies' biases and tastes; by place. */
    private TitleEffects titles(RatingMatrix matrix, Side movies, int[] order) {
        List<@Nullable String> titles = new ArrayList<>();
        double[] means = new double[order.length];
        int[] counts = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            int movie = order[place];
            titles.add(settings.corrections().contains(EffectCorrection.TITLE) ? matrix.title(movie) : null);
            counts[place] = movies.counts[movie];
            double damped = counts[place] / (counts[place] + settings.biasDamping());
            means[place] = movies.biases[movie] / damped + movies.tastes[movie];
        }
        return TitleFit.fit(titles, means, counts);
    }

    /** Adds up numbers of the other side over a row's ratings. */
    private static double sum(RatingMatrix.Row row, float[] ofOther) {
        double sum = 0;
        for (int i = 0; i < row.length(); i++) {
            sum += ofOther[row.other(i)];
        }
        return sum;
    }

    private double spread(RatingMatrix matrix, Side customers, Side movies, double mean) {
        double[] squares = new double[customers.counts.length];
        MatrixRows.each(customers.counts.length, matrix::readCustomer, (index, row) -> {
            for (int i = 0; i < row.length(); i++) {
                double left = place(row.units(i)) - mean - customers.biases[index] - movies.biases[row.other(i)];
                squares[index] += left * left;
            }
        });
        long count = Arrays.stream(customers.counts).asLongStream().sum();
        double variance = count == 0 ? 0 : Arrays.stream(squares).sum() / count;
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private void start(RatingMatrix matrix, Side movies) {
        int rank = settings.rank();
        for (int movie = 0; movie < movies.counts.length; movie++) {
            if (movies.counts[movie] > 0) {
                double[] numbers = StartVectors.of(settings.seed(), matrix.movieId(movie), rank);
                for (int k = 0; k < rank; k++) {
                    movies.vectors[movie * rank + k] = (float) (START * numbers[k]);
                }
            }
        }
    }

    private void solveVectors(Side solved, Side other, double mean, double spread, MatrixRows.Reader reader) {
        int rank = settings.rank();
        MatrixRows.each(solved.counts.length, reader, () -> new RidgeSystem(rank), (index, row, system) -> {
            system.clear();
            for (int i = 0; i < row.length(); i++) {
                int o = row.other(i);
                double left = place(row.units(i)) - mean - solved.biases[index] - other.biases[o];
                system.add(other.vectors, o * rank, left / spread);
            }
            system.solve(settings.ridge() + settings.ridgePerRating() * row.length(), solved.vectors, index * rank);
        });
    }

    private double place(int units) {
        return places[units - smallest];
    }

    /** One side while it is being fitted, by index. */
    private static final class Side {
        final int rank;
        final int[] counts;
        final float[] biases;
        final float[] tastes;
        final float[] vectors;

        Side(int rows, int rank) {
            this.rank = rank;
            this.counts = new int[rows];
            this.biases = new float[rows];
            this.tastes = new float[rows];
            this.vectors = new float[rows * rank];
        }

        /** The indexes of rows that are not empty, by id: the places of the table. */
        int[] order(IntToLongFunction idOf) {
            return IndexOrder.by(idOf, IntStream.range(0, counts.length).filter(index -> counts[index] > 0));
        }

        FactorTable table(IntToLongFunction idOf) {
            int[] order = order(idOf);
            long[] ids = Arrays.stream(order).mapToLong(idOf).toArray();
            float[] sorted = new float[order.length * rank];
            float[] sortedBiases = new float[order.length];
            float[] sortedTastes = new float[order.length];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(vectors, order[i] * rank, sorted, i * rank, rank);
                sortedBiases[i] = biases[order[i]];
                sortedTastes[i] = tastes[order[i]];
            }
            return new FactorTable(
                    rank,
                    ids,
                    Arrays.stream(order).map(index -> counts[index]).toArray(),
                    sortedBiases,
                    sortedTastes,
                    sorted);
        }
    }
}
