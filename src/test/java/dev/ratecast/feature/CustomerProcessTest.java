package dev.ratecast.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.Factors;
import dev.ratecast.known.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerProcessTest {
    private static final CustomerPrior PRIOR = new CustomerPrior(CustomerKernel.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {11_900, 12_000, 12_030, 12_031, 12_060, 15_000})
    void agrees_with_the_formulas_written_with_an_inverse(long day) {
        agreesWithFormulas(CustomerKernel.DEFAULT, past(40, 60, 1950, 2005), day);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 30_000, 52_000})
    void agrees_with_the_formulas_over_lifetimes_and_ages(long day) {
        agreesWithFormulas(CustomerKernel.DEFAULT, past(40, 40_000, 1, 5_000), day);
    }

    @Test
    void agrees_with_the_formulas_where_all_is_of_one_day_and_year() {
        agreesWithFormulas(CustomerKernel.DEFAULT, past(40, 1, 1999, 2000), 12_000);
        agreesWithFormulas(CustomerKernel.DEFAULT, past(40, 1, 1999, 2000), 12_100);
    }

    @Test
    void agrees_with_the_formulas_where_parts_are_left_out() {
        agreesWithFormulas(CustomerKernel.PLAIN, past(40, 60, 1950, 2005), 12_030);
        for (String part : CustomerKernel.PARTS) {
            agreesWithFormulas(CustomerKernel.DEFAULT.without(part), past(40, 60, 1950, 2005), 12_030);
        }
    }

    @Test
    void answers_for_movies_and_days_in_any_order() {
        List<PastRating> past = past(40, 60, 1950, 2005);
        CustomerProcess process = new CustomerProcess(PRIOR, past, new ProcessMemory());
        List<MovieView> movies =
                past(10, 60, 1940, 2010).stream().map(PastRating::movie).toList();

        for (long day : new long[] {12_100, 12_030, 12_100}) {
            for (MovieView movie : movies) {
                assertThat(process.on(movie, day))
                        .isEqualTo(new CustomerProcess(PRIOR, past, new ProcessMemory()).on(movie, day));
            }
        }
    }

    @Test
    void memory_that_others_were_solved_in_leaves_no_trace() {
        ProcessMemory memory = new ProcessMemory();
        MovieView movie = past(1, 60, 1950, 2005).get(0).movie();
        new CustomerProcess(PRIOR, past(200, 300, 1900, 2005), memory).on(movie, 12_100);

        List<PastRating> past = past(40, 60, 1950, 2005);
        Leftover after = new CustomerProcess(PRIOR, past, memory).on(movie, 12_030);

        assertThat(after).isEqualTo(new CustomerProcess(PRIOR, past, new ProcessMemory()).on(movie, 12_030));
    }

    private static void agreesWithFormulas(CustomerKernel kernel, List<PastRating> past, long day) {
        CustomerPrior prior = new CustomerPrior(kernel);
        int size = past.size();
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        DMatrixRMaj residuals = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double noise = i == j ? prior.noise(past.get(i).movie()) : 0;
                PastRating other = past.get(j);
                covariance.set(i, j, noise + naive(kernel, past.get(i), other.movie(), other.day()));
            }
            residuals.set(i, 0, past.get(i).residual());
        }
        CommonOps_DDRM.invert(covariance);
        DMatrixRMaj solved = new DMatrixRMaj(size, 1);
        CommonOps_DDRM.mult(covariance, residuals, solved);
        CustomerProcess process = new CustomerProcess(prior, past, new ProcessMemory());
        List<MovieView> movies = List.of(
                past.get(7).movie(),
                past(1, 1, 1_800, 1_801).get(0).movie(),
                past(3, 1, 1_975, 2_006).get(2).movie());
        for (MovieView movie : movies) {
            DMatrixRMaj against = new DMatrixRMaj(size, 1);
            for (int i = 0; i < size; i++) {
                against.set(i, 0, naive(kernel, past.get(i), movie, day));
            }
            DMatrixRMaj explained = new DMatrixRMaj(1, size);
            CommonOps_DDRM.multTransA(against, covariance, explained);

            Leftover leftover = process.on(movie, day);

            assertThat(leftover.total()).isCloseTo(CommonOps_DDRM.dot(against, solved), within(1e-9));
            double before = naive(kernel, new PastRating(movie, day, 0), movie, day);
            assertThat(leftover.variance()).isCloseTo(before - CommonOps_DDRM.dot(explained, against), within(1e-9));
            assertThat(leftover.noise())
                    .isCloseTo((5 * 0.05 + CommonOps_DDRM.dot(solved, residuals)) / (5 + size), within(1e-9));
            assertThat(leftover.year())
                    .isCloseTo(partOf(solved, past, p -> ofYears(kernel, p.movie(), movie)), within(1e-9));
            assertThat(leftover.sameDay())
                    .isCloseTo(partOf(solved, past, p -> p.day() == day ? kernel.sameDay() : 0), within(1e-9));
            assertThat(leftover.recent())
                    .isCloseTo(partOf(solved, past, p -> ofDays(kernel, p.day(), day)), within(1e-9));
            assertThat(leftover.factors())
                    .isCloseTo(
                            partOf(
                                    solved,
                                    past,
                                    p -> kernel.factors() * product(p.movie().vector(), movie.vector())),
                            within(1e-9));
            assertThat(leftover.audience())
                    .isCloseTo(
                            partOf(
                                    solved,
                                    past,
                                    p -> kernel.audience() * product(p.movie().audience(), movie.audience())),
                            within(1e-9));
        }
    }

    private static double partOf(DMatrixRMaj solved, List<PastRating> past, ToDoubleFunction<PastRating> covariance) {
        double sum = 0;
        for (int i = 0; i < past.size(); i++) {
            sum += solved.get(i) * covariance.applyAsDouble(past.get(i));
        }
        return sum;
    }

    @Test
    void knows_nothing_of_a_customer_without_ratings() {
        MovieView movie = past(1, 60, 1950, 2005).get(0).movie();

        Leftover leftover = new CustomerProcess(PRIOR, List.of(), new ProcessMemory()).on(movie, 12_000);

        assertThat(leftover.total()).isZero();
        assertThat(leftover.variance())
                .isCloseTo(
                        naive(CustomerKernel.DEFAULT, new PastRating(movie, 12_000, 0), movie, 12_000), within(1e-12));
        assertThat(leftover.noise()).isEqualTo(0.05);
    }

    @Test
    void a_customer_who_rates_above_the_movies_effect_is_expected_to_go_on() {
        List<PastRating> generous = past(10, 60, 1950, 2005).stream()
                .map(p -> new PastRating(p.movie(), p.day(), 0.3))
                .toList();
        MovieView plain = MovieView.of(0, 50, History.NO_YEAR, new float[8], new float[8], Factors.NONE);

        Leftover soon = new CustomerProcess(PRIOR, generous, new ProcessMemory()).on(plain, 12_060);
        Leftover late = new CustomerProcess(PRIOR, generous, new ProcessMemory()).on(plain, 15_000);

        assertThat(soon.total()).isBetween(0.05, 0.3);
        assertThat(late.total()).isLessThan(soon.total());
        assertThat(late.variance()).isGreaterThan(soon.variance());
    }

    /** The covariance, written out once more. */
    private static double naive(CustomerKernel k, PastRating a, MovieView movie, long day) {
        MovieView other = a.movie();
        return k.constant()
                + (a.day() == day ? k.sameDay() : 0)
                + ofDays(k, a.day(), day)
                + k.factors() * product(other.vector(), movie.vector())
                + k.audience() * product(other.audience(), movie.audience())
                + ofYears(k, other, movie)
                + k.effect() * 100 * movie.effect() * other.effect()
                + k.popularity() * movie.popularity() * other.popularity();
    }

    private static double ofDays(CustomerKernel k, long a, long b) {
        return k.recent() * Math.exp(-Math.abs(a - b) / k.recentDays());
    }

    private static double ofYears(CustomerKernel k, MovieView a, MovieView b) {
        return a.releaseYear() == History.NO_YEAR || b.releaseYear() == History.NO_YEAR
                ? 0
                : k.year() * Math.exp(-Math.abs(a.releaseYear() - b.releaseYear()) / k.yearSpan());
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
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
