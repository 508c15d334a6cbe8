package dev.ratecast.ingestion.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.CustomerErasure;
import dev.ratecast.ingestion.ErasureLog.Written;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.testing.LookedUpOffset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ErasureResourceTest {
    private static final String TOPIC_ID = "the-topic";

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void an_event_that_is_applied_meanwhile_is_answered_with_204() throws InterruptedException {
        assertThat(statusOf(() -> stored(looks.get() < 3 ? 9 : 10), Duration.ofMinutes(1)))
                .isEqualTo(204);
    }

    @Test
    void an_event_that_is_not_applied_in_time_is_answered_with_202_however_long_a_look_takes()
            throws InterruptedException {
        Supplier<Optional<StoredOffset>> slow = () -> {
            pause(300);
            return stored(9);
        };

        assertThat(statusOf(slow, Duration.ofMillis(500))).isEqualTo(202);
        assertThat(looks).hasValueLessThan(4);
    }

    @Test
    void a_store_that_cannot_be_asked_is_not_asked_again() throws InterruptedException {
        Supplier<Optional<StoredOffset>> away = () -> {
            throw new StoreUnavailableException("away", new IllegalStateException());
        };

        assertThat(statusOf(away, Duration.ofMinutes(1))).isEqualTo(202);
        assertThat(looks).hasValue(1);
    }

    private int statusOf(Supplier<Optional<StoredOffset>> store, Duration patience) throws InterruptedException {
        CustomerErasure erasure = new CustomerErasure(
                customer -> new Written(TOPIC_ID, 0, 9),
                new LookedUpOffset(() -> {
                    looks.incrementAndGet();
                    return store.get();
                }),
                "ratings");
        return new ErasureResource(erasure, patience).erase("1").getStatus();
    }

    private static Optional<StoredOffset> stored(long nextOffset) {
        return Optional.of(new StoredOffset(0, TOPIC_ID, nextOffset, 1));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
