package dev.ratecast.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PredictionThreadsTest {
    @Test
    void thereAreTwoForEachProcessorUnlessConfigured() {
        try (PredictionThreads byProcessors = new PredictionThreads(0, 3);
                PredictionThreads configured = new PredictionThreads(5, 3)) {
            assertThat(byProcessors.count()).isEqualTo(6);
            assertThat(configured.count()).isEqualTo(5);
        }
        assertThatThrownBy(() -> new PredictionThreads(-1, 3)).hasMessageContaining("ratecast.prediction.threads");
    }

    @Test
    void whatComesWhileAllAreBusyWaitsAndIsDoneInTheEnd() throws InterruptedException {
        CountDownLatch bothBusy = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(20);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (PredictionThreads threads = new PredictionThreads(2, 1)) {
            for (int i = 0; i < 20; i++) {
                threads.execute(() -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    bothBusy.countDown();
                    await(release);
                    atOnce.decrementAndGet();
                    done.countDown();
                });
            }
            await(bothBusy);
            release.countDown();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
