package dev.ratecast.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void the_numbers_are_those_of_javas_own_generator() {
        SplittableRandom random = new SplittableRandom(42);

        for (int i = 0; i < 100; i++) {
            assertThat(SplitMix64.after(42 + i * SplitMix64.GAMMA)).isEqualTo(random.nextLong());
        }
    }
}
