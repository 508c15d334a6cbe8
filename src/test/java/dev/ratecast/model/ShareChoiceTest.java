package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.model.ShareChoice.Tried;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareChoiceTest {
    /** Two customers, one of them with three ratings. */
    private static final long[] CUSTOMERS = {1, 1, 1, 2};

    @Test
    void the_best_share_has_the_smallest_error_and_of_equal_ones_the_largest() {
        List<Tried> tried = List.of(tried(0, 4, 4, 4, 4), tried(0.5, 1, 3, 2, 2), tried(1, 2, 2, 2, 2));

        assertThat(ShareChoice.best(tried).share()).isEqualTo(1);
        assertThat(ShareChoice.best(tried.subList(0, 2)).share()).isEqualTo(0.5);
        assertThat(ShareChoice.best(tried).rmse()).isEqualTo(Math.sqrt(2));
    }

    @Test
    void a_gain_that_one_customer_alone_has_does_not_count() {
        Tried nothing = tried(0, 4, 4, 4, 4);
        Tried helpsOne = tried(1, 1, 1, 1, 10);
        Tried helpsAll = tried(1, 1, 1, 1, 1.2);

        assertThat(ShareChoice.cautious(List.of(nothing, helpsOne), CUSTOMERS)).isSameAs(nothing);
        assertThat(ShareChoice.cautious(List.of(nothing, helpsAll), CUSTOMERS)).isSameAs(helpsAll);
    }

    @Test
    void what_one_customer_alone_shows_is_no_evidence_however_large_the_gain() {
        List<Tried> tried = List.of(tried(0, 4, 4, 4, 4), tried(0.5, 2, 2, 2, 2), tried(1, 1, 1, 1, 1));

        assertThat(ShareChoice.cautious(tried, new long[] {7, 7, 7, 7}).share()).isEqualTo(0);
        assertThat(ShareChoice.cautious(tried, new long[] {7, 7, 7, 8}).share()).isEqualTo(1);
    }

    @Test
    void the_same_gain_counts_where_it_is_spread_over_customers() {
        Random random = new Random(1);
        double[] without = random.doubles(400, 0.5, 1.5).toArray();
        double[] with = Arrays.stream(without)
                .map(square -> square - 0.05 + 0.4 * random.nextGaussian())
                .toArray();
        List<Tried> tried = List.of(new Tried(0, without), new Tried(1, with));
        long[] many = IntStream.range(0, 400).mapToLong(row -> row).toArray();
        // Ratings of one customer, half of whom gain and half of whom lose.
        Integer[] byGain = IntStream.range(0, 400)
                .boxed()
                .sorted((a, b) -> Double.compare(with[a] - without[a], with[b] - without[b]))
                .toArray(Integer[]::new);
        long[] two = new long[400];
        for (int place = 0; place < 400; place++) {
            two[byGain[place]] = place / 200;
        }

        assertThat(ShareChoice.cautious(tried, many).share()).isEqualTo(1);
        assertThat(ShareChoice.cautious(tried, two).share()).isEqualTo(0);
    }

    @Test
    void no_share_below_the_best_is_taken_where_it_is_measurably_worse() {
        Tried quarter = tried(0.25, 1.3, 1.1, 1.2, 1.2);
        Tried half = tried(0.5, 1.0, 1.3, 0.9, 0.9);
        Tried best = tried(1, 1, 1, 1, 1);

        assertThat(ShareChoice.cautious(List.of(quarter, half, best), CUSTOMERS))
                .isSameAs(half);
    }

    private static Tried tried(double share, double... squares) {
        return new Tried(share, squares);
    }
}
