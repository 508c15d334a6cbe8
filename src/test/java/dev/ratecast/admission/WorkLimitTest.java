package dev.ratecast.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.admission.WorkLimit.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkLimitTest {
    @Test
    void eight_light_calls_fill_a_processor_and_the_ninth_is_refused() {
        WorkLimit limit = new WorkLimit(1_000, Duration.ZERO);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            turns.add(limit.await(1));
        }

        assertThat(turns).doesNotContainNull();
        assertThat(limit.use()).isEqualTo(1);
        assertThat(limit.await(1)).isNull();
        turns.get(0).close();
        assertThat(limit.await(125)).isNotNull();
    }

    @Test
    void as_many_of_the_heaviest_calls_run_as_there_are_processors() {
        WorkLimit limit = new WorkLimit(2_000, Duration.ZERO);

        assertThat(limit.await(Integer.MAX_VALUE)).isNotNull();
        assertThat(limit.await(1_000)).isNotNull();
        assertThat(limit.await(1)).isNull();
    }

    @Test
    void a_small_limit_still_lets_the_heaviest_call_in() {
        WorkLimit limit = new WorkLimit(3, Duration.ZERO);

        try (Turn turn = limit.await(Long.MAX_VALUE)) {
            assertThat(turn).isNotNull();
        }
        assertThat(limit.use()).isZero();
    }

    @Test
    void who_cannot_wait_has_a_turn_now_or_none_and_overtakes_nobody() throws InterruptedException {
        WorkLimit limit = new WorkLimit(1_000, Duration.ofMinutes(1));
        Turn first = limit.now(500);
        Thread heavy = new Thread(() -> limit.await(1_000));
        heavy.start();
        Awaitility.await().until(() -> limit.waiting() == 1);

        assertThat(first).isNotNull();
        assertThat(limit.now(1)).isNull();
        heavy.interrupt();
        heavy.join();
        assertThat(limit.now(1)).isNotNull();
    }

    @Test
    void a_heavy_call_that_waits_is_not_overtaken_by_light_ones() {
        WorkLimit limit = new WorkLimit(1_000, Duration.ofMinutes(1));
        Turn first = limit.await(500);
        CompletableFuture<Turn> heavy = CompletableFuture.supplyAsync(() -> limit.await(1_000));
        Awaitility.await().until(() -> limit.waiting() == 1);
        CompletableFuture<Turn> light = CompletableFuture.supplyAsync(() -> limit.await(1));
        Awaitility.await().until(() -> limit.waiting() == 2);

        first.close();
        Turn turn = heavy.join();
        assertThat(light).isNotDone();
        turn.close();
        light.join().close();
        assertThat(limit.use()).isZero();
    }

    @Test
    void a_limit_that_lets_nothing_through_is_refused() {
        assertThatThrownBy(() -> new WorkLimit(0, Duration.ZERO)).hasMessageContaining("max-work");
        assertThatThrownBy(() -> new WorkLimit(1, Duration.ofMillis(-1))).hasMessageContaining("max-wait");
    }
}
