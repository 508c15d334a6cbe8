package dev.ratecast.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionRangeTest {
    private final PartitionRange range = new PartitionRange("id", 10, 20);

    @Test
    void reading_goes_on_at_every_offset_that_is_kept_and_at_the_end() {
        assertThat(range.refusalOf("id", 10)).isNull();
        assertThat(range.refusalOf("id", 15)).isNull();
        assertThat(range.refusalOf("id", 20)).isNull();
    }

    @Test
    void it_does_not_where_the_offset_is_gone_or_not_there_yet() {
        assertThat(range.refusalOf("id", 9)).isEqualTo("offset 9 is gone, the topic begins at 10");
        assertThat(range.refusalOf("id", 21)).isEqualTo("offset 21 lies beyond the topic's end 20");
    }

    @Test
    void it_does_not_in_another_topic_of_the_same_name() {
        assertThat(range.refusalOf("former id", 15)).isEqualTo("the topic was created anew");
    }
}
