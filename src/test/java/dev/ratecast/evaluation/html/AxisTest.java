package dev.ratecast.evaluation.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticks_are_round_and_span_what_is_shown() {
        Axis axis = Axis.around(0.861, 0.948, 300, 40);

        assertThat(axis.ticks().stream().map(axis::label))
                .containsExactly("0.86", "0.88", "0.90", "0.92", "0.94", "0.96");
        assertThat(axis.pixel(axis.from())).isEqualTo(300);
        assertThat(axis.pixel(0.91)).isCloseTo(170, within(1e-9));
    }

    @Test
    void thousands_are_grouped() {
        Axis axis = new Axis(0, 34_628, 0, 700);

        assertThat(axis.ticks().stream().map(axis::label))
                .containsExactly("0", "5,000", "10,000", "15,000", "20,000", "25,000", "30,000");
    }

    @Test
    void any_span_has_a_handful_of_ticks_inside_it() {
        Random random = new Random(14);
        for (int trial = 0; trial < 500; trial++) {
            double from = random.nextGaussian() * Math.pow(10, random.nextInt(6) - 3);
            double to = from + random.nextDouble() * Math.pow(10, random.nextInt(6) - 3);
            Axis axis = Axis.around(from, to, 0, 100);

            assertThat(axis.from()).isLessThanOrEqualTo(from + 1e-9);
            assertThat(axis.to()).isGreaterThanOrEqualTo(to - 1e-9);
            assertThat(axis.ticks()).hasSizeBetween(2, 12);
        }
    }
}
