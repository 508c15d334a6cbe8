package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutOfFoldTest {
    /** 20 ratings of movie 1 to learn from, then 5 to test on. */
    private static final int LEARNED = 20;

    private final Log log = new Log();
    private final OutOfFold folds = new OutOfFold(
            FeatureAssemblers.of(RatingScale.WHOLE_STARS, Eras.DEFAULT),
            new RefreshRule(0.1, 30, 50, 10_000_000),
            () -> Replays.empty(RatingScale.WHOLE_STARS),
            5,
            LEARNED);

    @BeforeEach
    void write_the_log() {
        for (int row = 0; row < 25; row++) {
            log.add(row + 1, 1, 1 + row % 5, row);
        }
    }

    @Test
    void an_example_knows_the_other_folds_and_a_test_all_that_was_learned_from() {
        Map<Integer, Long> known = new TreeMap<>();
        List<Integer> heard = new ArrayList<>();

        folds.run(
                log,
                folds.order(log, 1),
                new Split.Parts(17, LEARNED, 25),
                WithinDay.SEQUENTIAL,
                place -> true,
                (place, features) -> {
                    heard.add(place);
                    known.put(place, features.movieRatings());
                });

        assertThat(heard)
                .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
        for (int place = 0; place < 25; place++) {
            assertThat(known.get(place)).as("place %d", place).isEqualTo(place < LEARNED ? 16 : 20);
        }
    }

    @Test
    void what_is_learned_from_is_shuffled_and_what_tests_comes_after_it() {
        int[] order = folds.order(log, 1);

        assertThat(IntStream.of(order).limit(LEARNED).sorted().toArray())
                .isEqualTo(IntStream.range(0, LEARNED).toArray());
        assertThat(IntStream.of(order).limit(LEARNED).toArray())
                .isNotEqualTo(IntStream.range(0, LEARNED).toArray())
                .isNotEqualTo(IntStream.of(folds.order(log, 2)).limit(LEARNED).toArray());
        assertThat(IntStream.of(order).skip(LEARNED).toArray())
                .isEqualTo(IntStream.range(LEARNED, 25).toArray());
    }
}
