package dev.ratecast.known;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code audit} and the replicas that it looks at compare these values, and may be of two releases. */
class RatingsChecksumTest {
    private final RatingsChecksum checksum = new RatingsChecksum();

    @Test
    void the_same_ratings_give_the_value_that_they_have_always_given() {
        assertThat(checksum.value()).isEqualTo("0000000000000000");
        checksum.rating(1_044_034, 12_031, 4, 1_107_388_800L);
        assertThat(checksum.value()).isEqualTo("3c506cadbd675c68");
        checksum.rating(7, (1L << 53) - 1, null, 0);
        checksum.rating(0, 0, 35, -1);
        assertThat(checksum.value()).isEqualTo("2be240f8eb82ae3e");
        assertThat(checksum.rows()).isEqualTo(3);
    }
}
