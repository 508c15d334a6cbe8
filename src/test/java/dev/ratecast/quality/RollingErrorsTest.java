package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingErrorsTest {
    @Test
    void figures_are_those_of_the_latest_errors_only() {
        for (int window : new int[] {1, 7, 64, 65, 200}) {
            RollingErrors rolling = new RollingErrors(window);
            List<Double> all = new ArrayList<>();
            Random random = new Random(window);
            for (int i = 0; i < 3 * window + 5; i++) {
                double error = random.nextGaussian();
                all.add(error);
                rolling.add(error, error > 0);
                List<Double> latest = all.subList(Math.max(0, all.size() - window), all.size());

                assertThat(rolling.size()).isEqualTo(latest.size());
                assertThat(rolling.rmse())
                        .isEqualTo(
                                Math.sqrt(latest.stream()
                                        .mapToDouble(e -> e * e)
                                        .average()
                                        .orElseThrow()),
                                within(1e-12));
                assertThat(rolling.mae())
                        .isEqualTo(
                                latest.stream().mapToDouble(Math::abs).average().orElseThrow(), within(1e-12));
                assertThat(rolling.coverage())
                        .isEqualTo(
                                latest.stream()
                                        .mapToDouble(e -> e > 0 ? 1 : 0)
                                        .average()
                                        .orElseThrow(),
                                within(1e-12));
            }
        }
    }

    @Test
    void without_errors_there_is_no_figure() {
        RollingErrors rolling = new RollingErrors(10);
        assertThat(rolling.rmse()).isNaN();
        assertThat(rolling.mae()).isNaN();
        assertThat(rolling.coverage()).isNaN();

        rolling.add(1, false);
        rolling.add(3, true);
        assertThat(rolling.coverage()).isEqualTo(0.5);

        rolling.clear();
        assertThat(rolling.size()).isZero();
        assertThat(rolling.rmse()).isNaN();
        assertThat(rolling.coverage()).isNaN();
        rolling.add(2, true);
        assertThat(rolling.rmse()).isEqualTo(2);
        assertThat(rolling.coverage()).isEqualTo(1);
    }
}
