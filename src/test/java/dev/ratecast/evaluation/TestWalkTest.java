package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.Mode;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.Replays;
import dev.ratecast.training.WithinDay;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestWalkTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final long DAY = 86_400;

    /** Two ratings before the cut, three on one day after it. */
    private final RatingRows rows = new RatingRows()
            .add(1, 10, 5, DAY)
            .add(2, 10, 3, 2 * DAY)
            .add(1, 20, 1, 3 * DAY)
            .add(3, 10, 4, 3 * DAY)
            .add(3, 20, 2, 3 * DAY);

    @Test
    void each_test_rating_is_known_to_the_next_one_when_streaming_sequentially() {
        ScoredRatings scored = walk(rows, 2, Mode.STREAMING, WithinDay.SEQUENTIAL);

        assertThat(ratings(scored)).containsExactly(1.0, 4.0, 2.0);
        // The overall mean: of 5 and 3; then also 1; then also 4.
        assertThat(globalMeans(scored)).containsExactly(4.0, 3.0, 13 / 4.0);
        assertThat(IntStream.range(0, 3).map(scored::customerCount)).containsExactly(1, 0, 1);
        assertThat(IntStream.range(0, 3).map(scored::movieCount)).containsExactly(0, 2, 1);
    }

    @Test
    void a_day_that_is_held_back_is_not_known_to_itself() {
        ScoredRatings scored = walk(rows, 2, Mode.STREAMING, WithinDay.HOLD_BACK);

        assertThat(globalMeans(scored)).containsExactly(4.0, 4.0, 4.0);
        assertThat(IntStream.range(0, 3).map(scored::customerCount)).containsExactly(1, 0, 0);
    }

    @Test
    void a_cut_inside_a_day_that_is_held_back_hides_that_days_earlier_rows_too() {
        ScoredRatings scored = walk(rows, 3, Mode.STREAMING, WithinDay.HOLD_BACK);

        assertThat(globalMeans(scored)).containsExactly(4.0, 4.0);
    }

    @Test
    void nothing_after_the_cut_is_known_in_a_static_test() {
        RatingRows longer = rows.add(1, 10, 1, 4 * DAY).add(2, 20, 1, 900 * DAY);

        ScoredRatings scored = walk(longer, 2, Mode.STATIC, WithinDay.SEQUENTIAL);

        assertThat(globalMeans(scored)).containsOnly(4.0);
        // Customer 1 rates movie 10 again: that rating is left out of what is known of both.
        assertThat(scored.customerCount(3)).isZero();
        assertThat(scored.movieCount(3)).isEqualTo(1);
    }

    @Test
    void seen_means_rated_up_to_the_cut_also_where_it_is_known_later() {
        ScoredRatings scored = walk(rows, 2, Mode.STREAMING, WithinDay.SEQUENTIAL);

        assertThat(IntStream.range(0, 3).mapToObj(scored::customerKnown)).containsExactly(true, false, false);
        assertThat(IntStream.range(0, 3).mapToObj(scored::movieKnown)).containsExactly(false, true, false);
    }

    @Test
    void a_withdrawal_is_not_predicted_and_takes_its_rating_away() {
        RatingRows withdrawn = new RatingRows()
                .add(1, 10, 5, DAY)
                .add(2, 10, 3, 2 * DAY)
                .add(1, 10, 0, 3 * DAY)
                .add(3, 10, 4, 4 * DAY);

        ScoredRatings scored = walk(withdrawn, 2, Mode.STREAMING, WithinDay.SEQUENTIAL);

        assertThat(globalMeans(scored)).containsExactly(3.0);
    }

    @Test
    void baselines_in_batches_are_those_of_a_plain_recount_before_each_rating() {
        Random random = new Random(11);
        RatingRows many = new RatingRows();
        for (int i = 0; i < 3_000; i++) {
            many.add(random.nextInt(60), random.nextInt(50), 1 + random.nextInt(5), i * 1_000L);
        }

        ScoredRatings scored = walk(many, 500, Mode.STREAMING, WithinDay.SEQUENTIAL);

        assertThat(scored.size()).isEqualTo(2_500);
        for (int row = 0; row < scored.size(); row += 97) {
            assertThat(scored.baseline(row, 1)).isCloseTo(movieMean(many, 500 + row), within(1e-9));
        }
    }

    /** Damped by five imaginary ratings at the overall mean, from the newest rating of each customer and movie. */
    private static double movieMean(RatingRows rows, int before) {
        double all = 0;
        double allCount = 0;
        double sum = 0;
        double count = 0;
        for (int row = 0; row < before; row++) {
            int now = row;
            boolean replaced = IntStream.range(row + 1, before)
                    .anyMatch(later ->
                            rows.customer(later) == rows.customer(now) && rows.movie(later) == rows.movie(now));
            if (replaced) {
                continue;
            }
            boolean sameMovie = rows.movie(row) == rows.movie(before);
            boolean sameCustomer = rows.customer(row) == rows.customer(before);
            if (sameMovie && sameCustomer) {
                continue;
            }
            all += rows.units(row);
            allCount++;
            if (sameMovie) {
                sum += rows.units(row);
                count++;
            }
        }
        // One imaginary rating at 0.65 of the scale.
        double mean = (all + 1 + 0.65 * 4) / (allCount + 1);
        return mean + (sum - count * mean) / (count + 5);
    }

    private static List<Double> globalMeans(ScoredRatings scored) {
        return IntStream.range(0, scored.size())
                .mapToObj(row -> scored.baseline(row, 0))
                .toList();
    }

    private static List<Double> ratings(ScoredRatings scored) {
        return IntStream.range(0, scored.size()).mapToObj(scored::rating).toList();
    }

    private static ScoredRatings walk(RatingRows rows, int cut, Mode mode, WithinDay withinDay) {
        Estimator three = (features, ratedAt) ->
                features.stream().map(f -> new Estimate(3, 1, 2, 4, false)).toList();
        Scoring scoring =
                new Scoring(SCALE, Eras.DEFAULT, three, 0.8, StreamedBaselines.all(), StreamedBaselines.DAMPED_BIASES);
        new TestWalk(Replays.empty(SCALE), rows, rows.order(), cut)
                .run(rows.size(), mode, withinDay, scoring, (done, of) -> {});
        return scoring.ratings();
    }
}
