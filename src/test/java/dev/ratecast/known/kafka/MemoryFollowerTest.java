package dev.ratecast.known.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.Verdict;
import dev.ratecast.known.KnownSize;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RatingsSink;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.LogRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryFollowerTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    @RegisterExtension
    private final LogRecords log = LogRecords.of(MemoryFollower.class);

    @Test
    void a_fault_is_logged_with_its_stack_once_in_a_row_and_so_is_another_one() {
        RuntimeException first = new IllegalStateException("a defect");
        RuntimeException repeat = new IllegalStateException("a defect");
        RuntimeException otherMessage = new IllegalStateException("another defect");
        RuntimeException otherClass = new IllegalArgumentException("another defect");

        String fault = following(List.of(first, repeat, otherMessage, otherClass, otherClass));

        assertThat(log.thrown()).containsExactly(first, otherMessage, otherClass);
        assertThat(fault).isEqualTo(otherClass + ", 5 times");
    }

    /** Follows until the store has failed in each of these ways; what fault is told then. */
    private static String following(List<RuntimeException> failures) {
        Queue<RuntimeException> left = new ConcurrentLinkedQueue<>(failures);
        FailingStore store = new FailingStore(left);
        MemoryFollower follower = new MemoryFollower(
                Map.of("bootstrap.servers", "localhost:1"),
                new FollowerSettings("ratings", Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1)),
                Optional::empty,
                record -> new Verdict.Invalid("empty", "for the test"),
                store,
                () -> MemoryKnownRatings.load(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE)),
                MemorySnapshots.NONE,
                size -> true,
                new ServedKnownRatings(new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE))));
        store.atTheLast = follower::close;
        follower.run();
        return String.valueOf(follower.status().fault());
    }

    /** Never answers. */
    private static final class FailingStore implements StoredRatings {
        private final Queue<RuntimeException> failures;
        private Runnable atTheLast = () -> {};

        private FailingStore(Queue<RuntimeException> failures) {
            this.failures = failures;
        }

        @Override
        public KnownSize size() {
            RuntimeException failure = failures.remove();
            if (failures.isEmpty()) {
                atTheLast.run();
            }
            throw failure;
        }

        @Override
        public Standing standing(String topic) {
            throw new AssertionError("not asked");
        }

        @Override
        public Beginning beginning(String topic) {
            throw new AssertionError("not asked");
        }

        @Override
        public Beginning copy(String topic, RatingsSink into) {
            throw new AssertionError("not asked");
        }
    }
}
