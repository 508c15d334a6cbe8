package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.Log;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestMaterialTest {
    private static final long DAY = 86_400;

    @Test
    void recommendations_are_for_the_tests_first_day_where_time_tells_it_apart() {
        Log log = new Log()
                .add(1, 1, 3, DAY)
                .add(1, 2, 3, 2 * DAY)
                .add(2, 1, 3, 3 * DAY)
                .add(2, 2, 3, 4 * DAY);

        TestMaterial material = TestMaterial.byTime("d", ratings(log), new Split.ByFraction(0.5, 0.25, true), 1);

        assertThat(material.recommendedAt()).isEqualTo(4 * DAY);
    }

    @Test
    void where_the_test_is_another_file_they_are_for_the_last_day_that_is_learned_from() {
        Log learned = new Log().add(1, 1, 3, 2 * DAY).add(1, 2, 3, 7 * DAY);
        Log tested = new Log().add(2, 1, 3, DAY).add(2, 2, 3, 9 * DAY);
        FileSplitOptions.Ratings both =
                new FileSplitOptions.Ratings(ratings(new FilePairLog(learned, tested)), learned.size());

        TestMaterial material = TestMaterial.byFiles("d", both, true, 1);

        assertThat(material.recommendedAt()).isEqualTo(7 * DAY);
    }

    private static TrainingSource.Ratings ratings(RatingLog log) {
        return new TrainingSource.Ratings(log, RatingScale.WHOLE_STARS, List.of());
    }
}
