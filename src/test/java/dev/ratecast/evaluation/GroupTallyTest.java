package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupTallyTest {
    @Test
    void errors_are_those_of_the_definition() {
        ScoredRatings ratings = new Scored()
                .add(4, 3, 0.5, 3, 5)
                .add(2, 2.5, 1, 3, 2)
                .add(5, 4.5, 0.4, 3, 5)
                .ratings();

        GroupScore score = GroupTally.where(ratings, row -> true);

        // Errors −1, 0.5, −0.5; inside the interval is the second only.
        assertThat(score.rows()).isEqualTo(3);
        assertThat(score.rmse()).isCloseTo(Math.sqrt(1.5 / 3), within(1e-12));
        assertThat(score.mae()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(score.bias()).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(score.coverage()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(score.width()).isCloseTo((1 + 2 + 0.8) / 3, within(1e-12));
        assertThat(score.baseline("mean").rmse()).isCloseTo(Math.sqrt(6.0 / 3), within(1e-12));
        assertThat(score.baseline("biases").mae()).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void a_group_without_rows_has_no_figures() {
        GroupScore none = GroupTally.where(Scored.random(1, 10), row -> false);

        assertThat(none.rows()).isZero();
        assertThat(none.rmse()).isNaN();
        assertThat(none.baseline("mean").mae()).isNaN();
    }

    @Test
    void groups_come_in_the_order_of_their_keys_and_hold_their_own_rows() {
        ScoredRatings ratings = Scored.random(2, 5_000);

        Map<Activity, GroupScore> byCount = GroupTally.by(ratings, row -> Activity.of(ratings.customerCount(row)));

        assertThat(byCount.keySet()).containsExactly(Activity.values());
        byCount.forEach((bucket, score) -> {
            double[] errors = IntStream.range(0, ratings.size())
                    .filter(row -> obviousBucket(ratings.customerCount(row)).equals(bucket.label()))
                    .mapToDouble(row -> ratings.predicted(row) - ratings.rating(row))
                    .toArray();
            assertThat(score.rows()).isEqualTo(errors.length);
            assertThat(score.rmse())
                    .isCloseTo(
                            Math.sqrt(Arrays.stream(errors)
                                    .map(e -> e * e)
                                    .average()
                                    .orElseThrow()),
                            within(1e-12));
        });
    }

    private static String obviousBucket(int count) {
        if (count == 0) {
            return "0";
        }
        if (count <= 4) {
            return "1-4";
        }
        if (count <= 19) {
            return "5-19";
        }
        return count <= 99 ? "20-99" : "100+";
    }
}
