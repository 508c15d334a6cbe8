package dev.ratecast.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.Factors;
import dev.ratecast.known.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class CustomerProcessTest {
    private static final CustomerCovariance KERNEL = new CustomerCovariance(CustomerKernel.DEFAULT);

    @Test
    void agrees_with_the_formulas_written_with_an_inverse() {
        agreesWithFormulas(past(40, 60, 1950, 2005));
    }

    @Test
    void agrees_with_the_formulas_over_lifetimes_and_ages() {
        agreesWithFormulas(past(40, 40_000, 1, 5_000));
    }

    private static void agreesWithFormulas(List<PastRating> past) {
        MovieView movie = past.get(7).movie();
        long day = 12_030;
        int size = past.size();
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        DMatrixRMaj residuals = new DMatrixRMaj(size, 1);
        DMatrixRMaj against = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double noise = i == j ? KERNEL.noise(past.get(i).movie()) : 0;
                covariance.set(
                        i,
                        j,
                        noise
                                + naive(
                                        past.get(i),
                                        past.get(j).movie(),
                                        past.get(j).day()));
            }
            residuals.set(i, 0, past.get(i).residual());
            against.set(i, 0, naive(past.get(i), movie, day));
        }
        CommonOps_DDRM.invert(covariance);
        DMatrixRMaj explained = new DMatrixRMaj(1, size);
        CommonOps_DDRM.multTransA(against, covariance, explained);

        Leftover leftover = new CustomerProcess(KERNEL, past, new ProcessMemory()).on(movie, day);

        assertThat(leftover.total()).isCloseTo(CommonOps_DDRM.dot(explained, residuals), within(1e-9));
        double prior = naive(new PastRating(movie, day, 0), movie, day);
        assertThat(leftover.variance()).isCloseTo(prior - CommonOps_DDRM.dot(explained, against), within(1e-9));
        DMatrixRMaj solved = new DMatrixRMaj(size, 1);
        CommonOps_DDRM.mult(covariance, residuals, solved);
        double square = CommonOps_DDRM.dot(solved, residuals);
        assertThat(leftover.noise()).isCloseTo((5 * 0.05 + square) / (5 + size), within(1e-9));
    }

    @Test
    void knows_nothing_of_a_customer_without_ratings() {
        MovieView movie = past(1, 60, 1950, 2005).get(0).movie();

        Leftover leftover = new CustomerProcess(KERNEL, List.of(), new ProcessMemory()).on(movie, 12_000);

        assertThat(leftover.total()).isZero();
        assertThat(leftover.variance())
                .isCloseTo(naive(new PastRating(movie, 12_000, 0), movie, 12_000), within(1e-12));
        assertThat(leftover.noise()).isEqualTo(0.05);
    }

    @Test
    void a_customer_who_rates_above_the_movies_effect_is_expected_to_go_on() {
        List<PastRating> generous = past(10, 60, 1950, 2005).stream()
                .map(p -> new PastRating(p.movie(), p.day(), 0.3))
                .toList();
        MovieView plain = MovieView.of(0, 50, History.NO_YEAR, new float[8], new float[8], Factors.NONE);

        Leftover soon = new CustomerProcess(KERNEL, generous, new ProcessMemory()).on(plain, 12_060);
        Leftover late = new CustomerProcess(KERNEL, generous, new ProcessMemory()).on(plain, 15_000);

        assertThat(soon.total()).isBetween(0.05, 0.3);
        assertThat(late.total()).isLessThan(soon.total());
        assertThat(late.variance()).isGreaterThan(soon.variance());
    }

    /** The covariance, written out once more. */
    private static double naive(PastRating a, MovieView movie, long day) {
        CustomerKernel k = CustomerKernel.DEFAULT;
        long apart = Math.abs(a.day() - day);
        MovieView other = a.movie();
        double value = k.constant() + (apart == 0 ? k.sameDay() : 0);
        value += k.recent() * Math.exp(-apart / k.recentDays());
        for (int i = 0; i < movie.vector().length; i++) {
            value += k.factors() * movie.vector()[i] * other.vector()[i];
        }
        for (int i = 0; i < movie.audience().length; i++) {
            value += k.audience() * movie.audience()[i] * other.audience()[i];
        }
        if (movie.releaseYear() != History.NO_YEAR && other.releaseYear() != History.NO_YEAR) {
            value += k.year() * Math.exp(-Math.abs(movie.releaseYear() - other.releaseYear()) / k.yearSpan());
        }
        return value
                + k.effect() * 100 * movie.effect() * other.effect()
                + k.popularity() * movie.popularity() * other.popularity();
    }

    private static List<PastRating> past(int size, int days, int firstYear, int lastYear) {
        Random random = new Random(5);
        List<PastRating> past = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] vector = numbers(8, random);
            float[] audience = numbers(8, random);
            int year = random.nextInt(5) == 0 ? History.NO_YEAR : firstYear + random.nextInt(lastYear - firstYear);
            MovieView movie = MovieView.of(
                    0.1 * random.nextGaussian(), random.nextInt(200), year, vector, audience, Factors.NONE);
            past.add(new PastRating(movie, 12_000 + random.nextInt(days), 0.2 * random.nextGaussian()));
        }
        past.sort(Comparator.comparingLong(PastRating::day));
        return past;
    }

    private static float[] numbers(int size, Random random) {
        float[] numbers = new float[size];
        for (int k = 0; k < size; k++) {
            numbers[k] = (float) (0.3 * random.nextGaussian());
        }
        return numbers;
    }
}
