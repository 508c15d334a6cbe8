package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.feature.FeatureVectors;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UncertaintyFitTest {
    private static final double PLACE = 0.6;
    private static final double SD = 0.2;
    /** Of a normal distribution, the distance that four fifths do not exceed. */
    private static final double NORMAL_WIDTH = 1.2816;

    private final Examples examples = new Examples(1);
    private final Random random = new Random(7);
    private double[] errors = {};

    @Test
    void the_interval_holds_the_share_that_it_says_of_fresh_errors() {
        drawn(20_000, 50, SD);
        Uncertainty uncertainty = fitted();

        double halfWidth = uncertainty.sd(Uncertainty.inputs(0.5, SD * SD, 50, 20, PLACE)) * uncertainty.width(50);
        double inside = IntStream.range(0, 20_000)
                .mapToDouble(unused -> Math.abs(SD * random.nextGaussian()))
                .filter(error -> error <= halfWidth)
                .count();

        assertThat(inside / 20_000).isCloseTo(0.8, within(0.01));
    }

    @Test
    void a_group_of_many_has_its_own_width() {
        drawn(5_000, 50, SD);
        // As large as the mean square of the others': only the shape of their errors differs.
        alternating(5_000, 0, SD);

        assertThat(fitted().width(0)).isCloseTo(1, within(0.05));
        assertThat(fitted().width(50)).isCloseTo(NORMAL_WIDTH, within(0.05));
    }

    @Test
    void a_group_of_few_has_the_width_of_all() {
        drawn(20_000, 50, SD);
        alternating(299, 0, SD);

        assertThat(fitted().width(0)).isCloseTo(NORMAL_WIDTH, within(0.03));
    }

    @Test
    void a_group_of_nobody_has_the_width_of_all() {
        drawn(20_000, 50, SD);

        assertThat(fitted().width(0)).isEqualTo(fitted().width(50));
    }

    @Test
    void a_customer_who_scatters_more_is_predicted_with_a_larger_deviation() {
        for (double sd : new double[] {0.1, 0.2, 0.3}) {
            add(4_000, 50, sd * sd, () -> sd * random.nextGaussian());
        }
        Uncertainty uncertainty = fitted();

        for (double sd : new double[] {0.1, 0.2, 0.3}) {
            assertThat(uncertainty.sd(Uncertainty.inputs(0.5, sd * sd, 50, 20, PLACE)))
                    .isCloseTo(sd, within(0.02));
        }
    }

    private Uncertainty fitted() {
        double[] places = new double[errors.length];
        Arrays.fill(places, PLACE);
        return UncertaintyFit.of(examples, places, errors);
    }

    private void drawn(int rows, long customerRatings, double sd) {
        add(rows, customerRatings, () -> sd * random.nextGaussian());
    }

    private void alternating(int rows, long customerRatings, double size) {
        add(rows, customerRatings, () -> random.nextBoolean() ? size : -size);
    }

    private void add(int rows, long customerRatings, DoubleSupplier error) {
        add(rows, customerRatings, SD * SD, error);
    }

    private void add(int rows, long customerRatings, double noise, DoubleSupplier error) {
        int first = errors.length;
        errors = Arrays.copyOf(errors, first + rows);
        for (int row = first; row < errors.length; row++) {
            examples.add(FeatureVectors.of(new float[1], PLACE, customerRatings, noise), 3);
            errors[row] = error.getAsDouble();
        }
    }
}
