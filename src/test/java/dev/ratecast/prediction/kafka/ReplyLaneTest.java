package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ReplyLaneTest {
    private final List<Runnable> pool = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    @Test
    void an_error_at_one_send_holds_up_none_of_those_behind_it() {
        ReplyLane lane = new ReplyLane(pool::add, later::add, 100);
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
        ReplyLane lane = new ReplyLane(mayFail, later::add, 100);
        assertThatThrownBy(() -> lane.execute(() -> sent.add("forgotten"))).isInstanceOf(OutOfMemoryError.class);

        exhausted[0] = false;
        lane.execute(() -> sent.add("next"));
        drain();

        assertThat(sent).containsExactly("next");
    }

    @Test
    void a_full_lane_takes_a_reply_in_and_has_room_once_enough_of_it_has_left() {
        ReplyLane lane = new ReplyLane(pool::add, later::add, 100);
        assertThat(lane.reserve(60)).isTrue();
        assertThat(lane.room()).isCompleted();
        assertThat(lane.reserve(60)).isTrue();
        assertThat(lane.reserve(10)).isTrue();
        CompletableFuture<Void> room = lane.room();
        assertThat(lane.room()).isSameAs(room);

        lane.release(10, true);
        drain();
        assertThat(room).isNotDone();

        lane.release(60, true);
        drain();
        assertThat(room).isCompleted();
    }

    @Test
    void the_end_of_patience_with_a_lane_that_has_got_room_changes_nothing() {
        ReplyLane lane = new ReplyLane(pool::add, later::add, 100);
        lane.reserve(120);
        lane.room();
        lane.release(120, true);
        lane.reserve(120);
        CompletableFuture<Void> room = lane.room();

        later.get(0).run();
        assertThat(room).isNotDone();
        assertThat(lane.reserve(10)).isTrue();
    }

    @Test
    void a_lane_that_was_waited_for_in_vain_drops_what_it_has_no_room_for_and_nobody_waits_for_it() {
        ReplyLane lane = slow();
        assertThat(lane.reserve(1)).isFalse();

        assertThat(lane.release(60, true)).isFalse();
        assertThat(lane.reserve(40)).isTrue();
        assertThat(lane.reserve(1)).isFalse();
        assertThat(lane.room()).isCompleted();
    }

    @Test
    void a_slow_lane_is_waited_for_again_once_the_broker_has_taken_what_was_left_though_replies_keep_coming() {
        ReplyLane lane = slow();
        lane.release(60, true);
        assertThat(lane.reserve(5)).isTrue();
        lane.release(60, true);
        for (int i = 0; i < 10; i++) {
            assertThat(lane.reserve(5)).as("one is always on its way").isTrue();
            assertThat(lane.release(5, true)).isFalse();
        }

        assertThat(lane.reserve(120)).isTrue();
        assertThat(lane.reserve(1)).isTrue();
        assertThat(lane.room()).isNotDone();
    }

    @Test
    void a_slow_lane_of_which_much_is_left_stays_slow_whatever_is_taken_beside() {
        ReplyLane lane = slow();
        lane.release(60, true);
        for (int i = 0; i < 10; i++) {
            assertThat(lane.reserve(5)).isTrue();
            lane.release(5, true);
        }

        assertThat(lane.reserve(60)).isFalse();
    }

    @Test
    void a_slow_lane_is_waited_for_again_once_the_broker_has_taken_all_that_was_left() {
        ReplyLane lane = slow();
        assertThat(lane.release(60, false)).isFalse();
        assertThat(lane.release(60, true)).isTrue();

        assertThat(lane.reserve(120)).isTrue();
        assertThat(lane.reserve(1)).isTrue();
        assertThat(lane.room()).isNotDone();
    }

    @Test
    void a_slow_lane_that_the_broker_takes_nothing_of_stays_slow() {
        ReplyLane lane = slow();
        assertThat(lane.release(120, false)).isFalse();

        assertThat(lane.reserve(120)).as("a reply fits an empty lane").isTrue();
        assertThat(lane.reserve(1)).isFalse();
        assertThat(lane.room()).isCompleted();
    }

    /** Of 100 bytes, with 120 in it. */
    private ReplyLane slow() {
        ReplyLane lane = new ReplyLane(pool::add, later::add, 100);
        lane.reserve(60);
        lane.reserve(60);
        CompletableFuture<Void> room = lane.room();
        later.forEach(Runnable::run);
        assertThat(room).isCompleted();
        return lane;
    }

    private void drain() {
        pool.forEach(Runnable::run);
        pool.clear();
    }
}
