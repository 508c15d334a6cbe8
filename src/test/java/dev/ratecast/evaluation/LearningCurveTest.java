package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    @Test
    void each_point_has_the_errors_up_to_it_and_those_of_the_last_tenth() {
        ScoredRatings ratings = Scored.random(7, 1_234);

        List<CurvePoint> curve = LearningCurve.of(ratings);

        assertThat(curve).hasSize(100);
        assertThat(curve.get(99).rows()).isEqualTo(1_234);
        for (int i = 0; i < curve.size(); i++) {
            CurvePoint point = curve.get(i);
            int end = (int) point.rows();
            int from = i < 10 ? 0 : (int) curve.get(i - 10).rows();
            assertThat(point.until().getEpochSecond()).isEqualTo(ratings.ratedAt(end - 1));
            assertThat(point.rmse()).isCloseTo(rmse(ratings, 0, end, ratings::predicted), within(1e-9));
            assertThat(point.rollingRmse()).isCloseTo(rmse(ratings, from, end, ratings::predicted), within(1e-9));
            assertThat(point.rollingBaselineRmse())
                    .isCloseTo(rmse(ratings, from, end, row -> ratings.baseline(row, 1)), within(1e-9));
        }
    }

    @Test
    void few_ratings_have_a_point_each() {
        List<CurvePoint> curve =
                LearningCurve.of(new Scored().add(4, 3).add(4, 4).add(4, 4).ratings());

        assertThat(curve).extracting(CurvePoint::rows).containsExactly(1L, 2L, 3L);
        assertThat(curve.get(1).rmse()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    private static double rmse(ScoredRatings ratings, int from, int end, IntToDoubleFunction predicted) {
        return Math.sqrt(IntStream.range(from, end)
                .mapToDouble(row -> Math.pow(predicted.applyAsDouble(row) - ratings.rating(row), 2))
                .average()
                .orElseThrow());
    }
}
