package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.model.NetworkSettings;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrozenBlocksTest {
    private static final long DAY = 86_400;

    private final FrozenBlocks blocks = new FrozenBlocks(Replays.empty(RatingScale.WHOLE_STARS));

    @Test
    void an_example_knows_what_is_before_its_block_and_nothing_of_it() {
        Log log = daily(20);
        // Places 12 to 14 validate: three days, so that blocks begin at 0, 3, 6 and 9.
        Split.Parts parts = new Split.Parts(12, 15, 20);
        Map<Integer, Long> known = new TreeMap<>();

        blocks.run(
                log,
                blocks.order(log, 1),
                parts,
                WithinDay.HOLD_BACK,
                place -> true,
                (place, features) -> known.put(place, features.movieRatings()));

        for (int place = 0; place < 20; place++) {
            assertThat(known.get(place)).as("place %d", place).isEqualTo(place < 15 ? place / 3 * 3 : 15);
        }
    }

    @Test
    void the_latest_blocks_to_learn_from_validate_too() {
        Log log = daily(40);
        int[] order = blocks.order(log, 1);

        assertThat(blocks.folds(log, order, new Split.Parts(32, 34, 40))).containsExactly(26, 28, 30, 32);
        assertThat(blocks.folds(log, order, new Split.Parts(32, 40, 40))).containsExactly(8, 16, 24, 32);
        assertThat(blocks.folds(log, order, new Split.Parts(10, 40, 40))).containsExactly(0, 10);
    }

    @Test
    void a_short_validation_does_not_make_countless_blocks() {
        Log log = daily(400);
        Split.Parts parts = new Split.Parts(399, 400, 400);

        List<Integer> folds = blocks.folds(log, blocks.order(log, 1), parts);

        assertThat(folds).hasSize(4);
        assertThat(folds.get(3) - folds.get(2)).isBetween(16, 17);
    }

    @Test
    void folds_with_too_little_before_them_are_left_out() {
        Log log = daily(4_000);
        Split.Parts parts = new Split.Parts(3_000, 4_000, 4_000);
        int[] order = blocks.order(log, 1);
        ReplayedExamples examples = new TrainingRun(blocks, new NoTrainer())
                .replay(
                        log,
                        new TrainingPlan(
                                new Split.ByFraction(0.75, 0.25, false),
                                WithinDay.HOLD_BACK,
                                1,
                                NetworkSettings.DEFAULT),
                        new Silence());

        assertThat(blocks.folds(log, order, parts)).containsExactly(0, 1_000, 2_000, 3_000);
        // The first 600 ratings are replayed only.
        assertThat(examples.validation(blocks.folds(log, order, parts)).starts())
                .containsExactly(1_400, 2_400);
        assertThat(examples.validation(List.of(3_000)).customers())
                .hasSize(1_000)
                .startsWith(3_001, 3_002);
    }

    /** One rating a day, of movie 1, each by a customer of its own, numbered from 1. */
    private static Log daily(int ratings) {
        Log log = new Log();
        for (int day = 0; day < ratings; day++) {
            log.add(day + 1, 1, 1 + day % 5, day * DAY + 100);
        }
        return log;
    }
}
