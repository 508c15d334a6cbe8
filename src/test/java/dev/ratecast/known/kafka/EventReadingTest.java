package dev.ratecast.known.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Replay;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingScale;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The memory takes a replay as ingestion does: once. */
class EventReadingTest {
    private static final long OFFSET = 7;
    private static final DeadLetterId LETTER = new DeadLetterId("ratings", 0, 1);

    private final EventParser parser = new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(365 * 100));
    private EventReading reading = EventReading.from(parser, Set.of(LETTER), Set.of());

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

        reading = EventReading.from(parser, Set.of(), Set.of());
        assertThat(reading.isUndecided()).isFalse();
    }

    @Test
    void from_an_older_state_only_the_store_can_tell_of_letters_that_it_knows() {
        reading = EventReading.fromBefore(parser, Set.of(LETTER), Set.of());
        assertThat(eventsOf(0, "ratings/0/2")).isEqualTo(1);
        assertThat(reading.isUndecided()).isFalse();

        eventsOf(0, "ratings/0/1");
        assertThat(reading.isUndecided()).isTrue();
    }

    @Test
    void the_record_that_replayed_a_letter_counts_when_the_store_reads_it_again_and_no_other_does() {
        for (boolean before : List.of(false, true)) {
            Set<Replay> replays = Set.of(new Replay(LETTER, 1, OFFSET));
            reading = before
                    ? EventReading.fromBefore(parser, Set.of(LETTER), replays)
                    : EventReading.from(parser, Set.of(LETTER), replays);
            assertThat(eventsOf(0, "ratings/0/1")).isZero();
            assertThat(eventsOf(1, "ratings/0/1")).isEqualTo(1);
            assertThat(eventsOf(2, "ratings/0/1")).isZero();
            assertThat(reading.isUndecided()).isFalse();
        }
    }

    private int eventsOf(int partition, String... replayed) {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(replayed).stream()
                .map(letter -> {
                    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                            "ratings",
                            partition,
                            OFFSET,
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
