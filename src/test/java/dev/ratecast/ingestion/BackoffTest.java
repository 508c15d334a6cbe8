package dev.ratecast.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Test
    void each_pause_is_twice_the_one_before_up_to_the_longest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), LONGEST, () -> 1);

        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(backoff.after(7)).isEqualTo(LONGEST);
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void chance_shortens_a_pause_by_up_to_a_half_and_never_to_nothing() {
        assertThat(new Backoff(Duration.ofSeconds(1), LONGEST, () -> 0).after(1))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(new Backoff(Duration.ZERO, LONGEST, () -> 0).after(1)).isPositive();
    }
}
