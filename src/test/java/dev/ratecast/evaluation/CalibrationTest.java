package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void slope_and_intercept_are_those_of_the_least_squares_line() {
        // Through (2, 1), (3, 3), (4, 5) goes 2 · x − 3.
        Calibration exact =
                Calibration.of(new Scored().add(1, 2).add(3, 3).add(5, 4).ratings());
        // (2, 2), (3, 2), (4, 5): the mean is (3, 3), covariance 3, variance 2.
        Calibration fitted =
                Calibration.of(new Scored().add(2, 2).add(2, 3).add(5, 4).ratings());

        assertThat(exact.slope()).isCloseTo(2, within(1e-12));
        assertThat(exact.intercept()).isCloseTo(-3, within(1e-12));
        assertThat(fitted.slope()).isCloseTo(1.5, within(1e-12));
        assertThat(fitted.intercept()).isCloseTo(-1.5, within(1e-12));
    }

    @Test
    void equal_predictions_have_no_slope() {
        Calibration flat =
                Calibration.of(new Scored().add(1, 3.1).add(3, 3.1).add(5, 3.1).ratings());

        assertThat(flat.slope()).isNaN();
        assertThat(flat.intercept()).isNaN();
        assertThat(flat.bins()).hasSize(1);
    }

    @Test
    void bins_hold_every_rating_once_the_ends_of_the_scale_included() {
        Calibration calibration = Calibration.of(
                new Scored().add(1, 1).add(2, 1.1).add(5, 5).add(4, 3.05).ratings());

        // A twentieth of 1 to 5 is 0.2.
        assertThat(calibration.bins()).extracting(Calibration.Bin::rows).containsExactly(2L, 1L, 1L);
        Calibration.Bin first = calibration.bins().get(0);
        assertThat(first.from()).isEqualTo(1);
        assertThat(first.to()).isCloseTo(1.2, within(1e-12));
        assertThat(first.meanPredicted()).isCloseTo(1.05, within(1e-12));
        assertThat(first.meanRating()).isCloseTo(1.5, within(1e-12));
        assertThat(Calibration.of(Scored.random(5, 3_000)).bins().stream()
                        .mapToLong(Calibration.Bin::rows)
                        .sum())
                .isEqualTo(3_000);
    }
}
