package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.PairedErrors.Gain;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedErrorsTest {
    @Test
    void the_gain_is_the_difference_of_both_rmse_over_all_ratings() {
        PairedErrors errors = new PairedErrors();
        errors.add(1, 1, 0);
        errors.add(1, -1, 0);
        errors.add(2, 2, 1);

        Gain gain = errors.gain(1);

        assertThat(gain.rows()).isEqualTo(3);
        assertThat(gain.customers()).isEqualTo(2);
        assertThat(gain.activeRmse()).isEqualTo(Math.sqrt(6 / 3.0), within(1e-12));
        assertThat(gain.candidateRmse()).isEqualTo(Math.sqrt(1 / 3.0), within(1e-12));
        assertThat(gain.gain()).isEqualTo(Math.sqrt(2) - Math.sqrt(1 / 3.0), within(1e-12));
    }

    @Test
    void the_interval_has_the_width_that_normal_theory_gives_for_independent_customers() {
        // The candidate's squared error is one lower for half the customers: var of the mean is 1/4n.
        int customers = 2_000;
        PairedErrors errors = new PairedErrors();
        for (int customer = 0; customer < customers; customer++) {
            errors.add(customer, 2, customer % 2 == 0 ? 2 : Math.sqrt(3));
        }

        Gain gain = errors.gain(7);

        // d sqrt(x) = dx / (2 sqrt(x)), around x = 3.5
        double deviation = Math.sqrt(0.25 / customers) / (2 * Math.sqrt(3.5));
        assertThat(gain.gain() - gain.low()).isEqualTo(1.96 * deviation, within(0.15 * deviation));
        assertThat(gain.high() - gain.gain()).isEqualTo(1.96 * deviation, within(0.15 * deviation));
    }

    @Test
    void customers_are_resampled_not_ratings() {
        PairedErrors few = new PairedErrors();
        PairedErrors many = new PairedErrors();
        Random random = new Random(3);
        for (int customer = 0; customer < 50; customer++) {
            double candidate = 0.8 + 0.4 * random.nextDouble();
            few.add(customer, 1, candidate);
            for (int row = 0; row < 100; row++) {
                many.add(customer, 1, candidate);
            }
        }

        assertThat(many.gain(5).low()).isEqualTo(few.gain(5).low(), within(1e-9));
    }

    @Test
    void the_same_seed_gives_the_same_interval_in_whatever_order_the_errors_came() {
        PairedErrors up = new PairedErrors();
        PairedErrors down = new PairedErrors();
        for (int customer = 0; customer < 40; customer++) {
            up.add(customer, 1 + customer / 8.0, 1);
            down.add(39 - customer, 1 + (39 - customer) / 8.0, 1);
        }

        assertThat(down.gain(9)).isEqualTo(up.gain(9));
        assertThat(up.gain(10).low()).isNotEqualTo(up.gain(9).low());
    }
}
