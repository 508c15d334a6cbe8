package dev.ratecast.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.ErasureLog.Written;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.testing.LookedUpOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerErasureTest {
    private static final String TOPIC_ID = "the-topic";

    @Test
    void an_event_is_applied_once_the_stored_offset_has_passed_it() {
        assertThat(isApplied(stored(TOPIC_ID, 10), new Written(TOPIC_ID, 0, 9))).isTrue();
        assertThat(isApplied(stored(TOPIC_ID, 10), new Written(TOPIC_ID, 0, 10)))
                .isFalse();
        assertThat(isApplied(null, new Written(TOPIC_ID, 0, 0))).isFalse();
    }

    @Test
    void an_offset_of_a_topic_that_was_deleted_says_nothing_about_the_one_created_since() {
        assertThat(isApplied(stored("the-deleted-topic", 1_000), new Written(TOPIC_ID, 0, 0)))
                .isFalse();
    }

    @Test
    void where_the_broker_does_not_say_where_the_event_is_nobody_knows_that_it_is_applied() {
        assertThat(isApplied(stored(TOPIC_ID, 10), new Written(TOPIC_ID, 0, -1)))
                .isFalse();
        assertThat(isApplied(stored(TOPIC_ID, 10), new Written(null, 0, 9))).isFalse();
    }

    private static boolean isApplied(@Nullable StoredOffset stored, Written written) {
        return new CustomerErasure(
                        customer -> written, new LookedUpOffset(() -> Optional.ofNullable(stored)), "ratings")
                .isApplied(written);
    }

    private static StoredOffset stored(String topicId, long nextOffset) {
        return new StoredOffset(0, topicId, nextOffset, 1);
    }
}
