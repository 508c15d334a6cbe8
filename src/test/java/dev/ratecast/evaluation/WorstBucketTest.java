package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.Score;
import dev.ratecast.rating.RatingScale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorstBucketTest {
    @Test
    void the_worst_of_the_large_buckets_is_named_whichever_side_it_is_on() {
        WorstBucket worst = WorstBucket.of(
                Map.of("0", score(999, 2, 1), "1-4", score(1_000, 1.002, 1)),
                Map.of("100+", score(5_000, 1.006, 1), "20-99", score(9_000, 0.9, 1)),
                "biases",
                RatingScale.WHOLE_STARS);

        assertThat(worst).isNotNull();
        assertThat(worst.by()).isEqualTo("movie_count");
        assertThat(worst.bucket()).isEqualTo("100+");
        assertThat(worst.worseBy()).isCloseTo(0.006, within(1e-12));
        assertThat(worst.withinLimit()).isFalse();
    }

    @Test
    void a_model_that_is_better_everywhere_is_within_the_limit() {
        WorstBucket worst =
                WorstBucket.of(Map.of("0", score(2_000, 0.9, 1)), Map.of(), "biases", RatingScale.WHOLE_STARS);

        assertThat(worst).isNotNull();
        assertThat(worst.worseBy()).isNegative();
        assertThat(worst.withinLimit()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1..5, 0.0049, true",
        "1..5, 0.0051, false",
        "0..10, 0.0124, true",
        "0..10, 0.0126, false",
        "0.5..5/0.5, 0.0056, true",
        "0.5..5/0.5, 0.0057, false"
    })
    void the_limit_is_the_same_share_of_every_scales_range(String scale, double worseBy, boolean within) {
        WorstBucket worst =
                WorstBucket.of(Map.of("0", score(2_000, 1 + worseBy, 1)), Map.of(), "biases", RatingScale.parse(scale));

        assertThat(worst).isNotNull();
        assertThat(worst.withinLimit()).isEqualTo(within);
    }

    @Test
    void without_a_large_bucket_there_is_none() {
        assertThat(WorstBucket.of(Map.of("0", score(999, 2, 1)), Map.of(), "biases", RatingScale.WHOLE_STARS))
                .isNull();
    }

    private static GroupScore score(long rows, double rmse, double ofBaseline) {
        return new GroupScore(rows, rmse, 0, 0, 0, 0, Map.of("biases", new Score(rows, ofBaseline, 0)));
    }
}
