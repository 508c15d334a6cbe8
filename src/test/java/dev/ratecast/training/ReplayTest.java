package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    @Test
    void each_rating_is_known_to_the_next_one_in_sequential_replay() {
        Log log = new Log().add(1, 1, 5, 100).add(2, 1, 3, 100).add(3, 1, 4, 200);

        assertThat(replay(log, new int[] {0, 1, 2}, WithinDay.SEQUENTIAL))
                .extracting(Seen::overallMean)
                .containsExactly(3.0, 5.0, 4.0);
    }

    @Test
    void a_days_ratings_are_known_once_the_day_is_over_when_held_back() {
        long day = 86_400;
        Log log = new Log()
                .add(1, 1, 5, day)
                .add(2, 1, 4, 2 * day - 1)
                .add(3, 1, 1, 2 * day)
                .add(1, 2, 2, 2 * day);

        assertThat(replay(log, new int[] {0, 1, 2, 3}, WithinDay.HOLD_BACK))
                .extracting(Seen::overallMean)
                .containsExactly(3.0, 3.0, 4.5, 4.5);
    }

    @Test
    void a_withdrawal_is_no_example_and_takes_its_rating_away() {
        Log log =
                new Log().add(1, 1, 5, 100).add(2, 2, 3, 200).add(1, 1, 0, 300).add(4, 3, 1, 400);

        List<Seen> seen = replay(log, new int[] {0, 1, 2, 3}, WithinDay.SEQUENTIAL);

        assertThat(seen).extracting(Seen::place).containsExactly(0, 1, 3);
        assertThat(seen).extracting(Seen::overallMean).containsExactly(3.0, 5.0, 3.0);
    }

    @Test
    void a_changed_rating_changes_nothing_before_it_and_not_its_own_example() {
        for (WithinDay withinDay : WithinDay.values()) {
            Log log = Log.random(5, 300);
            int[] order = TimeOrder.of(log, 1);
            int place = 150;
            List<Seen> before = replay(log, order, withinDay);
            List<Seen> after = replay(log.with(order[place], 6 - log.units(order[place]) % 5), order, withinDay);

            assertThat(after.subList(0, place)).isEqualTo(before.subList(0, place));
            assertThat(after.get(place).vector()).isEqualTo(before.get(place).vector());
            assertThat(after.get(place).baselines()).isEqualTo(before.get(place).baselines());
            assertThat(after.subList(place + 1, 300)).isNotEqualTo(before.subList(place + 1, 300));
        }
    }

    @Test
    void a_day_held_back_may_come_in_any_order() {
        Log log = Log.random(6, 300);
        int[] order = TimeOrder.of(log, 1);
        int[] other = TimeOrder.of(log, 2);

        assertThat(vectorsByRow(log, order)).isEqualTo(vectorsByRow(log, other));
    }

    @Test
    void what_fits_is_hold_back_for_dates_and_sequential_for_times() {
        assertThat(WithinDay.fitting(new Log().add(1, 1, 1, 86_400))).isEqualTo(WithinDay.HOLD_BACK);
        assertThat(WithinDay.fitting(new Log().add(1, 1, 1, 86_400).add(1, 2, 1, 86_401)))
                .isEqualTo(WithinDay.SEQUENTIAL);
    }

    private static List<List<Float>> vectorsByRow(Log log, int[] order) {
        List<List<Float>> byRow = new ArrayList<>(java.util.Collections.nCopies(order.length, List.of()));
        replay(log, order, WithinDay.HOLD_BACK).forEach(seen -> byRow.set(order[seen.place()], seen.vector()));
        return byRow;
    }

    private static List<Seen> replay(Log log, int[] order, WithinDay withinDay) {
        Replay replay = Replays.empty(SCALE);
        List<Seen> seen = new ArrayList<>();
        replay.run(log, order, 0, order.length, withinDay, place -> true, (place, features) -> {
            List<Float> inputs = new ArrayList<>();
            for (float input : features.inputs()) {
                inputs.add(input);
            }
            seen.add(new Seen(place, inputs, features.baselines()));
        });
        assertThat(Arrays.stream(order).filter(row -> !log.withdrawn(row)).count())
                .isEqualTo(seen.size());
        return seen;
    }

    private record Seen(int place, List<Float> vector, FeatureVector.Baselines baselines) {
        double overallMean() {
            return baselines.overallMean();
        }
    }
}
