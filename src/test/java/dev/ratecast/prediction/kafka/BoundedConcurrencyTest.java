package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.prediction.PredictionThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedConcurrencyTest {
    private final List<Integer> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    @Test
    void the_next_one_begins_when_one_is_done() {
        CompletableFuture<Void> all = BoundedConcurrency.forEach(List.of(1, 2, 3, 4), 2, this::begin);
        assertThat(begun).containsExactly(1, 2);

        underWay.get(1).complete(null);
        assertThat(begun).containsExactly(1, 2, 3);

        underWay.get(0).complete(null);
        underWay.get(2).complete(null);
        assertThat(begun).containsExactly(1, 2, 3, 4);
        assertThat(all).isNotDone();

        underWay.get(3).complete(null);
        assertThat(all).isCompleted();
    }

    @Test
    void nothing_to_do_is_done() {
        assertThat(BoundedConcurrency.forEach(List.<Integer>of(), 2, this::begin))
                .isCompleted();
    }

    @Test
    void one_that_fails_fails_the_whole_once_the_others_are_done() {
        CompletableFuture<Void> all = BoundedConcurrency.forEach(List.of(1, 2, 3), 2, this::begin);
        underWay.get(0).completeExceptionally(new IllegalStateException("a fault"));
        underWay.get(1).complete(null);
        assertThat(all).isNotDone();

        underWay.get(2).complete(null);
        assertThat(all).isCompletedExceptionally();
    }

    @Test
    void who_comes_to_the_same_threads_later_has_its_turn_before_all_is_done() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch callIsThere = new CountDownLatch(1);
        try (PredictionThreads threads = new PredictionThreads(1, 1)) {
            CompletableFuture<Void> poll = BoundedConcurrency.forEach(
                    IntStream.range(0, 100).boxed().toList(),
                    1,
                    part -> CompletableFuture.runAsync(
                            () -> {
                                await(callIsThere);
                                done.add("part");
                            },
                            threads));
            threads.execute(() -> done.add("call"));
            callIsThere.countDown();
            poll.get(20, TimeUnit.SECONDS);
        }
        assertThat(done.indexOf("call")).isEqualTo(1);
    }

    private CompletableFuture<Void> begin(int item) {
        begun.add(item);
        CompletableFuture<Void> piece = new CompletableFuture<>();
        underWay.add(piece);
        return piece;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
