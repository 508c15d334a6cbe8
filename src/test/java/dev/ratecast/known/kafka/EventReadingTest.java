package dev.ratecast.known.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingScale;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory takes a replay as ingestion does: once. */
class EventReadingTest {
    private final EventReading reading =
            new EventReading(new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(365 * 100)));

    @BeforeEach
    void begin() {
        reading.begin(Set.of(new DeadLetterId("ratings", 0, 1)));
    }

    @Test
    void a_replay_counts_once_and_not_where_the_store_had_it_already() {
        assertThat(eventsOf(0, "ratings/0/1", "ratings/0/2", "ratings/0/2")).isEqualTo(1);
        assertThat(eventsOf(0, "ratings/0/2")).isZero();
        assertThat(eventsOf(1, "ratings/0/1")).isZero();
        assertThat(reading.isUndecided()).isFalse();
    }

    @Test
    void a_header_that_names_no_letter_makes_no_event() {
        assertThat(eventsOf(0, "nonsense")).isZero();
    }

    @Test
    void a_letter_that_is_replayed_in_two_partitions_is_for_the_store_to_decide() {
        eventsOf(0, "ratings/0/2");
        assertThat(eventsOf(1, "ratings/0/2")).isZero();
        assertThat(reading.isUndecided()).isTrue();

        reading.begin(Set.of());
        assertThat(reading.isUndecided()).isFalse();
    }

    @Test
    void from_an_older_state_only_the_store_can_tell_of_letters_that_it_knows() {
        reading.beginBefore(Set.of(new DeadLetterId("ratings", 0, 1)));
        assertThat(eventsOf(0, "ratings/0/2")).isEqualTo(1);
        assertThat(reading.isUndecided()).isFalse();

        eventsOf(0, "ratings/0/1");
        assertThat(reading.isUndecided()).isTrue();
    }

    private int eventsOf(int partition, String... replayed) {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(replayed).stream()
                .map(letter -> {
                    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                            "ratings",
                            partition,
                            0,
                            "7".getBytes(UTF_8),
                            "{\"customer_id\":7,\"movie_id\":1,\"rating\":4,\"rating_date\":\"2005-02-03\"}"
                                    .getBytes(UTF_8));
                    record.headers().add(DeadLetterId.REPLAY_HEADER, letter.getBytes(UTF_8));
                    return record;
                })
                .toList();
        return reading.events(
                        new ConsumerRecords<>(Map.of(new TopicPartition("ratings", partition), records), Map.of()))
                .size();
    }
}
