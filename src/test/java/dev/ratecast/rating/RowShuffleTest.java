package dev.ratecast.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowShuffleTest {
    @Test
    void shuffling_is_a_permutation_drawn_from_the_seed() {
        int[] shuffled = RowShuffle.of(1_000, 5);

        assertThat(shuffled).isEqualTo(RowShuffle.of(1_000, 5)).isNotEqualTo(RowShuffle.of(1_000, 6));
        assertThat(IntStream.of(shuffled).sorted())
                .containsExactlyElementsOf(() -> IntStream.range(0, 1_000).iterator());
    }

    @Test
    void a_seed_gives_the_order_that_it_has_always_given() {
        assertThat(RowShuffle.of(12, 1)).containsExactly(5, 4, 7, 8, 2, 10, 9, 1, 11, 3, 0, 6);
        assertThat(RowShuffle.of(12, 7)).containsExactly(4, 5, 10, 7, 9, 2, 1, 3, 0, 6, 11, 8);
    }
}
