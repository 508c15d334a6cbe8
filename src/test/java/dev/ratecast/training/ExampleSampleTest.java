package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.model.Examples;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingScale;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleSampleTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final Split.Parts PARTS = new Split.Parts(600, 800, 1_000);

    private final Log log = Log.random(1, 1_000);
    private final int[] order = TimeOrder.of(log, 1);

    @Test
    void so_many_are_drawn_as_were_asked_for_and_as_many_from_each_time() {
        int[] drawn = drawn(new ExampleSample(350, 100), 1);

        assertThat(drawn).hasSize(450);
        assertThat(Arrays.stream(drawn).filter(place -> place < 800)).hasSize(350);
        assertThat(drawn[0]).isGreaterThanOrEqualTo(100);
        for (int from = 100; from < 800; from += 100) {
            int begin = from;
            assertThat(Arrays.stream(drawn).filter(place -> place >= begin && place < begin + 100))
                    .hasSizeBetween(35, 65);
        }
    }

    @Test
    void the_seed_decides_which() {
        assertThat(drawn(new ExampleSample(50, 10), 1)).isEqualTo(drawn(new ExampleSample(50, 10), 1));
        assertThat(drawn(new ExampleSample(50, 10), 1)).isNotEqualTo(drawn(new ExampleSample(50, 10), 2));
    }

    @Test
    void a_customers_day_is_drawn_whole_but_for_the_last() {
        Set<Integer> drawn =
                Arrays.stream(drawn(new ExampleSample(350, 100), 1)).boxed().collect(Collectors.toSet());
        Map<List<Long>, List<Integer>> days = IntStream.range(100, 800)
                .boxed()
                .collect(Collectors.groupingBy(place ->
                        List.of(log.customer(order[place]), log.ratedAt(order[place]) / RatingDates.SECONDS_PER_DAY)));

        assertThat(days).hasSizeLessThan(650);
        assertThat(days.values())
                .filteredOn(day -> day.stream().anyMatch(drawn::contains) && !drawn.containsAll(day))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_sample_larger_than_the_ratings_is_all_of_them_but_withdrawals() {
        Log withWithdrawals = log.with(order[150], 0).with(order[900], 0);

        int[] drawn = places(new ExampleSample(700, 200).draw(withWithdrawals, order, 100, PARTS, 1));

        assertThat(drawn).hasSize(898).doesNotContain(150, 900);
    }

    @Test
    void a_sample_of_all_replays_the_examples_that_no_sample_replays() {
        ReplayedExamples all = replayed(ExampleSample.ALL);
        ReplayedExamples sampled = replayed(new ExampleSample(800, 200));

        assertThat(sampled.places()).isEqualTo(all.places());
        same(sampled, all);
    }

    @Test
    void the_examples_drawn_have_the_features_that_they_have_among_all() {
        ReplayedExamples all = replayed(ExampleSample.ALL);
        ReplayedExamples sampled = replayed(new ExampleSample(150, 40));

        assertThat(sampled.places()).hasSize(190);
        same(sampled, all);
    }

    @Test
    void a_sample_without_an_example_for_each_part_is_no_sample() {
        assertThatThrownBy(() -> new ExampleSample(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExampleSample(2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void same(ReplayedExamples sampled, ReplayedExamples all) {
        for (int i = 0; i < sampled.places().length; i++) {
            int row = i;
            int other = Arrays.binarySearch(all.places(), sampled.places()[i]);
            assertThat(other).isNotNegative();
            assertThat(numbers(sampled.all(), row)).isEqualTo(numbers(all.all(), other));
        }
    }

    private static double[] numbers(Examples examples, int row) {
        double[] numbers = new double[examples.width() + 3];
        for (int column = 0; column < examples.width(); column++) {
            numbers[column] = examples.feature(row, column);
        }
        numbers[examples.width()] = examples.rating(row);
        numbers[examples.width() + 1] = examples.baseline(row);
        numbers[examples.width() + 2] = examples.variance(row);
        return numbers;
    }

    private ReplayedExamples replayed(ExampleSample sample) {
        TrainingPlan plan = new TrainingPlan(
                new Split.ByFraction(0.6, 0.2, true), WithinDay.SEQUENTIAL, 1, NetworkSettings.DEFAULT, sample);
        return new TrainingRun(new Replayed(Replays.empty(SCALE)), new NoTrainer()).replay(log, plan, new Silence());
    }

    private int[] drawn(ExampleSample sample, long seed) {
        return places(sample.draw(log, order, 100, PARTS, seed));
    }

    private static int[] places(IntPredicate drawn) {
        return IntStream.range(0, 1_000).filter(drawn).toArray();
    }
}
