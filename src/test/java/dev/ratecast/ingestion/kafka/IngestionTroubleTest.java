package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.testing.SilentObserver;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class IngestionTroubleTest {
    /** A second before the counter starts over, as {@link System#nanoTime} may. */
    private static final long NOON = Long.MAX_VALUE - 1_000_000_000L;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final IngestionTrouble trouble =
            new IngestionTrouble("ratings", new Backoff(Duration.ofSeconds(1), MINUTE, () -> 1), new SilentObserver());

    @Test
    void a_store_and_a_broker_can_be_away_and_nothing_else() {
        assertThat(IngestionTrouble.isOutage(new StoreUnavailableException("away", new IllegalStateException())))
                .isTrue();
        assertThat(IngestionTrouble.isOutage(new KafkaException("away"))).isTrue();
        assertThat(IngestionTrouble.isOutage(new WakeupException())).isFalse();
        assertThat(IngestionTrouble.isOutage(new IllegalStateException())).isFalse();
        assertThat(IngestionTrouble.isOutage(new OutOfMemoryError())).isFalse();
    }

    @Test
    void what_is_away_shows_until_it_is_back() {
        trouble.away(new KafkaException("no broker"));
        assertThat(trouble.waitingFor()).isEqualTo("no broker");
        assertThat(trouble.fault()).isNull();

        trouble.back();
        assertThat(trouble.waitingFor()).isNull();
    }

    @Test
    void what_fails_again_and_again_is_paused_after_for_longer_and_longer() {
        trouble.failed(new IllegalStateException("why"), NOON);
        assertThat(trouble.pause()).isEqualTo(Duration.ofSeconds(1));
        trouble.failed(new IllegalStateException("why"), NOON);

        assertThat(trouble.pause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(trouble.fault()).isEqualTo("java.lang.IllegalStateException: why, 2 times");
    }

    @Test
    void a_fault_is_over_once_it_has_stayed_away_for_long_enough() {
        trouble.failed(new IllegalStateException("why"), NOON);

        trouble.allIsWell(after(61), MINUTE);
        assertThat(trouble.fault()).isNotNull();
        trouble.allIsWell(after(62), MINUTE);
        assertThat(trouble.fault()).isNull();

        trouble.failed(new IllegalStateException("again"), after(70));
        assertThat(trouble.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    private static long after(int seconds) {
        return NOON + Duration.ofSeconds(seconds).toNanos();
    }
}
