package dev.ratecast.known.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.MemoryStanding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InspectionsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final MemoryStanding STANDING = new MemoryStanding("topic", Map.of(0, 5L), List.of(), 3, "0");

    private final Inspections inspections = new Inspections();
    private final ExecutorService asking = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        asking.shutdownNow();
    }

    @Test
    void who_asks_is_answered_by_the_thread_that_follows() throws Exception {
        Future<Optional<MemoryStanding>> answer = asking.submit(() -> inspections.ask(MINUTE));

        answerOnce(() -> Optional.of(STANDING));

        assertThat(answer.get()).contains(STANDING);
    }

    @Test
    void who_asks_in_vain_goes_on_in_time() throws Exception {
        assertThat(inspections.ask(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void of_an_error_hear_both_who_asks_and_the_thread_that_follows() {
        Future<Optional<MemoryStanding>> answer = asking.submit(() -> inspections.ask(MINUTE));

        assertThatThrownBy(() -> answerOnce(() -> {
                    throw new StackOverflowError("a defect");
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThatThrownBy(answer::get).hasRootCauseInstanceOf(StackOverflowError.class);
    }

    /** Waits until somebody asks. */
    private void answerOnce(Supplier<Optional<MemoryStanding>> standing) {
        AtomicInteger answered = new AtomicInteger();
        while (answered.get() == 0) {
            inspections.answer(() -> {
                answered.incrementAndGet();
                return standing.get();
            });
            Thread.onSpinWait();
        }
    }
}
