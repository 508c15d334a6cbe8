package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ReplyLaneTest {
    private final List<Runnable> pool = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    @Test
    void an_error_at_one_send_holds_up_none_of_those_behind_it() {
        ReplyLane lane = new ReplyLane(pool::add, 100);
        lane.execute(() -> {
            throw new OutOfMemoryError("not really");
        });
        lane.execute(() -> sent.add("behind"));
        drain();
        lane.execute(() -> sent.add("later"));
        drain();

        assertThat(sent).containsExactly("behind", "later");
    }

    @Test
    void a_send_that_no_thread_can_be_had_for_is_forgotten_and_the_next_one_is_sent() {
        boolean[] exhausted = {true};
        Executor mayFail = drain -> {
            if (exhausted[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            pool.add(drain);
        };
        ReplyLane lane = new ReplyLane(mayFail, 100);
        assertThatThrownBy(() -> lane.execute(() -> sent.add("forgotten"))).isInstanceOf(OutOfMemoryError.class);

        exhausted[0] = false;
        lane.execute(() -> sent.add("next"));
        drain();

        assertThat(sent).containsExactly("next");
    }

    private void drain() {
        pool.forEach(Runnable::run);
        pool.clear();
    }
}
