package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void a_round_comes_after_whatever_the_one_before_threw_and_a_row_of_failures_has_one_first() {
        run(
                () -> {
                    throw new SQLException("away");
                },
                () -> {
                    throw new OutOfMemoryError("not really");
                },
                () -> {},
                () -> {
                    throw new NoClassDefFoundError("nothing");
                },
                () -> {
                    throw new IllegalStateException("a defect");
                });

        assertThat(told)
                .containsExactly(
                        "SQLException first",
                        "OutOfMemoryError",
                        "NoClassDefFoundError first",
                        "IllegalStateException");
    }

    @Test
    void what_telling_of_a_failure_throws_ends_nothing_either() {
        List<Integer> rounds = new ArrayList<>();
        new Rounds(
                        Duration.ZERO,
                        () -> {
                            rounds.add(rounds.size());
                            if (rounds.size() == 3) {
                                throw new InterruptedException();
                            }
                            throw new OutOfMemoryError("not really");
                        },
                        (cause, isFirst) -> {
                            throw new OutOfMemoryError("not really");
                        })
                .run();

        assertThat(rounds).hasSize(3);
    }

    @Test
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();
        run();

        assertThat(told).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    /** One round for each of these, then one that is interrupted. */
    private void run(Rounds.Round... rounds) {
        List<Rounds.Round> left = new ArrayList<>(List.of(rounds));
        new Rounds(
                        Duration.ZERO,
                        () -> {
                            if (left.isEmpty()) {
                                throw new InterruptedException();
                            }
                            left.remove(0).run();
                        },
                        (cause, isFirst) -> told.add(cause.getClass().getSimpleName() + (isFirst ? " first" : "")))
                .run();
    }
}
