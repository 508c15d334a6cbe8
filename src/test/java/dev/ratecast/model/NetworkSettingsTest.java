package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
    @ParameterizedTest
    @CsvSource({"1, 128", "262144, 128", "262145, 256", "524288, 256", "1600000, 1024", "100000000, 1024"})
    void batches_grow_with_the_examples_up_to_a_limit(int examples, int batchSize) {
        assertThat(NetworkSettings.DEFAULT.forExamples(examples).batchSize()).isEqualTo(batchSize);
    }

    @Test
    void the_first_step_grows_with_the_root_of_the_batch_and_nothing_else_changes() {
        NetworkSettings few = NetworkSettings.DEFAULT;
        NetworkSettings many = few.forExamples(2_000_000);

        assertThat(many.learningRate()).isCloseTo(few.learningRate() * Math.sqrt(8), within(1e-15));
        assertThat(many)
                .isEqualTo(new NetworkSettings(
                        few.hidden(),
                        many.learningRate(),
                        few.weightDecay(),
                        1_024,
                        few.epochs(),
                        few.members(),
                        few.threads()));
        assertThat(few.forExamples(90_000)).isEqualTo(few);
    }
}
