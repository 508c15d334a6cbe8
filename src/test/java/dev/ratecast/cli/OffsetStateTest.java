package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import org.junit.jupiter.api.Test;

class OffsetStateTest {
    private final PartitionRange range = new PartitionRange("id", 10, 20);

    @Test
    void an_offset_that_the_topic_has_and_a_partition_that_was_never_read_are_sound() {
        assertThat(OffsetState.of(stored("id", 10), range)).isEqualTo(new OffsetState("same topic", true));
        assertThat(OffsetState.of(stored("id", 20), range)).isEqualTo(new OffsetState("same topic", true));
        assertThat(OffsetState.of(null, range)).isEqualTo(new OffsetState("never read", true));
    }

    @Test
    void whatever_stops_ingestion_is_told_in_its_words() {
        for (StoredOffset stored : new StoredOffset[] {stored("id", 9), stored("id", 21), stored("former id", 15)}) {
            assertThat(OffsetState.of(stored, range))
                    .isEqualTo(new OffsetState(range.refusalOf(stored.topicId(), stored.nextOffset()), false));
        }
        assertThat(OffsetState.of(stored("id", 10), null))
                .isEqualTo(new OffsetState("the topic has no such partition", false));
    }

    private static StoredOffset stored(String topicId, long nextOffset) {
        return new StoredOffset(0, topicId, nextOffset, 1);
    }
}
