package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LikelihoodTest {
    @Test
    void it_is_the_mean_log_density_of_the_normal_distribution() {
        Likelihood likelihood = Likelihood.of(
                new Scored().add(4, 3, 2, 3, 3).add(3, 3, 0.5, 3, 3).ratings());

        double first = Math.log(Math.exp(-0.5 * 0.25) / (2 * Math.sqrt(2 * Math.PI)));
        double second = Math.log(1 / (0.5 * Math.sqrt(2 * Math.PI)));
        assertThat(likelihood.model()).isCloseTo((first + second) / 2, within(1e-12));
        assertThat(likelihood.constantSd()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void no_constant_sd_is_better_than_the_one_compared_with() {
        ScoredRatings ratings = Scored.random(6, 1_000);
        Likelihood likelihood = Likelihood.of(ratings);

        DoubleStream.iterate(0.2, sd -> sd < 3, sd -> sd + 0.01).forEach(sd -> {
            double sum = 0;
            for (int row = 0; row < ratings.size(); row++) {
                double z = (ratings.rating(row) - ratings.predicted(row)) / sd;
                sum += -0.5 * z * z - Math.log(sd * Math.sqrt(2 * Math.PI));
            }
            assertThat(sum / ratings.size()).isLessThanOrEqualTo(likelihood.constant() + 1e-12);
        });
    }
}
