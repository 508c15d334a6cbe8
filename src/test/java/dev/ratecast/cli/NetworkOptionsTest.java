package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NetworkOptionsTest {
    @Test
    void seeds_count_on_from_the_first_and_from_the_smallest_after_the_largest() {
        NetworkOptions options = CommandLine.populateCommand(new NetworkOptions(), "--seeds", "3");

        assertThat(options.seeds(7)).containsExactly(7L, 8L, 9L);
        assertThat(options.seeds(Long.MAX_VALUE - 1))
                .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE);
    }
}
