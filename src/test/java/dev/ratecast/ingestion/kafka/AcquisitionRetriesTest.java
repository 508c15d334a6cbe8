package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class AcquisitionRetriesTest {
    private static final KafkaException AWAY = new KafkaException("no leader");

    private final AcquisitionRetries retries = new AcquisitionRetries("ratings", Duration.ofSeconds(1));

    @Test
    void a_try_that_fails_at_once_is_made_again_after_the_pause() {
        retries.failed(3, AWAY, second(0), second(0));

        assertThat(retries.due(List.of(3), second(1) - 1)).isEmpty();
        assertThat(retries.due(List.of(3), second(1))).containsExactly(3);
    }

    @Test
    void a_try_that_takes_long_is_made_again_after_three_times_as_long() {
        retries.failed(3, AWAY, second(0), second(10));

        assertThat(retries.due(List.of(3), second(39))).isEmpty();
        assertThat(retries.due(List.of(3), second(40))).containsExactly(3);
    }

    @Test
    void those_that_failed_take_turns_after_those_that_did_not() {
        retries.failed(0, AWAY, second(0), second(10));
        retries.failed(1, AWAY, second(10), second(20));

        assertThat(retries.due(List.of(0, 1, 2), second(21))).containsExactly(2);
        assertThat(retries.due(List.of(0, 1, 2), second(50))).containsExactly(2, 0, 1);
        retries.failed(0, AWAY, second(50), second(60));
        assertThat(retries.due(List.of(0, 1), second(89))).isEmpty();
        assertThat(retries.due(List.of(0, 1), second(90))).containsExactly(1, 0);
    }

    @Test
    void what_is_away_shows_until_no_partition_waits_for_it() {
        retries.failed(0, AWAY, second(0), second(0));
        retries.failed(1, AWAY, second(0), second(0));
        assertThat(retries.waitingFor()).isEqualTo("partition 0: no leader");

        retries.remove(List.of(0));
        assertThat(retries.waitingFor()).isEqualTo("partition 1: no leader");
        retries.remove(List.of(1));
        assertThat(retries.waitingFor()).isNull();
    }

    /** By a clock that is about to start over, as {@link System#nanoTime} may be. */
    private static long second(int seconds) {
        return Long.MAX_VALUE - 15_000_000_000L + seconds * 1_000_000_000L;
    }
}
