package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopDeadlineTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = Stream.generate(() -> new Thread(this::untilOver))
            .limit(3)
            .peek(Thread::start)
            .toList();

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void threads_that_do_not_end_are_waited_for_together() {
        long begin = System.nanoTime();
        StopDeadline deadline = new StopDeadline(Duration.ofMillis(500));
        threads.forEach(deadline::await);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_400));
    }

    @Test
    void those_that_end_are_waited_for_no_longer() {
        over.countDown();
        StopDeadline deadline = new StopDeadline(Duration.ofMinutes(5));
        threads.forEach(deadline::await);

        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private void untilOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
