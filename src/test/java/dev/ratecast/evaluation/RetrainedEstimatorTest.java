package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrainedEstimatorTest {
    private static final long DAY = 86_400;

    private final List<Long> trainedBefore = new ArrayList<>();

    /** The test begins at noon of day 100; a model trained before day n predicts n / 1000. */
    private final RetrainedEstimator estimator = new RetrainedEstimator(saying(0), 100 * DAY + DAY / 2, 30, before -> {
        trainedBefore.add(before / DAY);
        return saying(before / DAY / 1000.0);
    });

    @Test
    void a_rating_is_predicted_by_the_model_of_its_period() {
        assertThat(predict(100 * DAY + DAY / 2, 130 * DAY - 1, 130 * DAY, 191 * DAY))
                .containsExactly(0.0, 0.0, 0.130, 0.190);
        assertThat(predict(191 * DAY, 220 * DAY)).containsExactly(0.190, 0.220);
        // Nothing was rated in the period from day 160 to 190.
        assertThat(trainedBefore).containsExactly(130L, 190L, 220L);
        assertThat(estimator.trainings()).isEqualTo(3);
    }

    @Test
    void time_does_not_go_back() {
        predict(131 * DAY);

        assertThatThrownBy(() -> predict(101 * DAY)).hasMessageContaining("time order");
    }

    private List<Double> predict(long... times) {
        List<Long> ratedAt = java.util.Arrays.stream(times).boxed().toList();
        List<FeatureVector> none = new ArrayList<>(Collections.nCopies(times.length, null));
        return estimator.estimate(none, ratedAt).stream().map(Estimate::rating).toList();
    }

    private static Estimator saying(double rating) {
        return (features, ratedAt) -> ratedAt.stream()
                .map(time -> new Estimate(rating, 1, 0, 5, false))
                .toList();
    }
}
