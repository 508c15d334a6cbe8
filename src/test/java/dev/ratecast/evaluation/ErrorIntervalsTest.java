package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorIntervalsTest {
    private static final int RESAMPLES = 200;

    @Test
    void sums_per_customer_give_what_resampling_whole_customers_row_by_row_gives() {
        ScoredRatings ratings = Scored.random(3, 700);

        ErrorIntervals fast = ErrorIntervals.of(ratings, ratings::seen, RESAMPLES, 9);

        // The slow way: draw customers, put all of their rows in one long list, compute both errors on it.
        Map<Long, List<Integer>> rowsByCustomer = new LinkedHashMap<>();
        for (int row = 0; row < ratings.size(); row++) {
            List<Integer> rows = rowsByCustomer.computeIfAbsent(ratings.customer(row), id -> new ArrayList<>());
            if (ratings.seen(row)) {
                rows.add(row);
            }
        }
        List<List<Integer>> customers =
                rowsByCustomer.values().stream().filter(rows -> !rows.isEmpty()).toList();
        SplittableRandom random = new SplittableRandom(9);
        double[] rmse = new double[RESAMPLES];
        double[] gain = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            List<Integer> drawn = new ArrayList<>();
            for (int draw = 0; draw < customers.size(); draw++) {
                drawn.addAll(customers.get(random.nextInt(customers.size())));
            }
            rmse[resample] = rmse(drawn.stream()
                    .mapToDouble(row -> ratings.predicted(row) - ratings.rating(row))
                    .toArray());
            gain[resample] = rmse(drawn.stream()
                            .mapToDouble(row -> ratings.baseline(row, 1) - ratings.rating(row))
                            .toArray())
                    - rmse[resample];
        }
        assertThat(fast.rmse().low()).isCloseTo(quantile(rmse, 0.025), within(1e-9));
        assertThat(fast.rmse().high()).isCloseTo(quantile(rmse, 0.975), within(1e-9));
        assertThat(fast.gain().get(1).low()).isCloseTo(quantile(gain, 0.025), within(1e-9));
        assertThat(fast.gain().get(1).high()).isCloseTo(quantile(gain, 0.975), within(1e-9));
    }

    @Test
    void the_same_seed_gives_the_same_intervals_and_another_seed_others() {
        ScoredRatings ratings = Scored.random(4, 500);

        assertThat(drawn(ratings, 1)).isEqualTo(drawn(ratings, 1));
        assertThat(drawn(ratings, 1)).isNotEqualTo(drawn(ratings, 2));
    }

    @Test
    void one_customer_leaves_nothing_to_vary() {
        ScoredRatings ratings = new Scored().add(4, 3).add(2, 2.5).ratings();

        ConfidenceInterval rmse = drawn(ratings, 1).rmse();

        assertThat(rmse.low()).isEqualTo(rmse.high()).isCloseTo(Math.sqrt(1.25 / 2), within(1e-12));
        assertThatThrownBy(() -> ErrorIntervals.of(ratings, row -> false, RESAMPLES, 1))
                .hasMessageContaining("no rating");
    }

    @Test
    void ratings_of_few_customers_give_wider_intervals_than_as_many_of_many() {
        Scored few = new Scored();
        Scored many = new Scored();
        for (int row = 0; row < 400; row++) {
            // The same errors: every hundredth block of ten rows is far off.
            double predicted = row / 10 % 10 == 0 ? 1 : 4;
            few.by(row / 10).add(4, predicted);
            many.by(row).add(4, predicted);
        }

        assertThat(width(few.ratings())).isGreaterThan(2 * width(many.ratings()));
    }

    private static ErrorIntervals drawn(ScoredRatings ratings, long seed) {
        return ErrorIntervals.of(ratings, row -> true, RESAMPLES, seed);
    }

    private static double width(ScoredRatings ratings) {
        ConfidenceInterval rmse =
                ErrorIntervals.of(ratings, row -> true, 1_000, 1).rmse();
        return rmse.high() - rmse.low();
    }

    private static double rmse(double[] errors) {
        return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElseThrow());
    }

    /** By hand: the value at 0-based rank share · (n − 1), interpolated. */
    private static double quantile(double[] values, double share) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double rank = share * (sorted.length - 1);
        double part = rank - Math.floor(rank);
        return sorted[(int) Math.floor(rank)] * (1 - part) + sorted[(int) Math.ceil(rank)] * part;
    }
}
