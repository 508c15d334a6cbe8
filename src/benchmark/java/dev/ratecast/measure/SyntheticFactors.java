package dev.ratecast.measure;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.AudienceSettings;
import dev.ratecast.factor.FactorSample;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.IndexOrder;
import dev.ratecast.factor.MovieAudiences;
import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.factor.TitleEffects;
import dev.ratecast.rating.RatingScale;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Factors to measure with: fitted ones, or numbers of the same shape and size, which cost a prediction as much. */
public enum SyntheticFactors {
    FITTED,
    RANDOM;

    /** The default of ratecast.factors.max-ratings. */
    private static final long MOST_RATINGS = 10_000_000;

    private static final long LATEST = 1_136_000_000;
    private static final double MEAN = 0.65;
    private static final double SPREAD = 0.22;
    private static final double BIAS = 0.1;
    private static final double COMPONENT = 0.3;
    private static final int AUDIENCE_RANK = AudienceSettings.DEFAULT.rank();

    public Factors of(RatingMatrix matrix, RatingScale scale) {
        if (this == FITTED) {
            return new AlternatingLeastSquares(scale, FactorSettings.DEFAULT)
                    .fit(FactorSample.of(matrix, MOST_RATINGS), "fitted", LATEST);
        }
        int[] customers = new int[matrix.customers()];
        int[] movies = new int[matrix.movies()];
        RatingMatrix.Row row = new RatingMatrix.Row();
        long ratings = 0;
        for (int customer = 0; customer < customers.length; customer++) {
            matrix.readCustomer(customer, row);
            customers[customer] = row.length();
            ratings += row.length();
            for (int i = 0; i < row.length(); i++) {
                movies[row.other(i)]++;
            }
        }
        Random random = new Random(1);
        FactorTable ofMovies = table(movies, matrix::movieId, random);
        return new Factors(
                "random",
                MEAN,
                SPREAD,
                ratings,
                LATEST,
                ofMovies,
                table(customers, matrix::customerId, random),
                new TitleEffects(Map.of(), new float[ofMovies.size()]),
                new MovieAudiences(AUDIENCE_RANK, numbers(ofMovies.size() * AUDIENCE_RANK, random)));
    }

    private static FactorTable table(int[] counts, IntToLongFunction idOf, Random random) {
        int rank = FactorSettings.DEFAULT.rank();
        int[] order = IndexOrder.by(idOf, IntStream.range(0, counts.length).filter(index -> counts[index] > 0));
        float[] biases = new float[order.length];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) (BIAS * random.nextGaussian());
        }
        return new FactorTable(
                rank,
                Arrays.stream(order).mapToLong(idOf).toArray(),
                Arrays.stream(order).map(index -> counts[index]).toArray(),
                biases,
                new float[biases.length],
                numbers(order.length * rank, random));
    }

    private static float[] numbers(int size, Random random) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (COMPONENT * random.nextGaussian());
        }
        return numbers;
    }
}
