package dev.ratecast.ingestion.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingScale;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** A letter is shown only where the topic tells that its customer was not erased since. */
class ErasuresTest {
    private static final String TOPIC = "ratings";
    private static final String ERASE = "{\"customer_id\":7,\"erase\":true}";
    private static final String RATING =
            "{\"customer_id\":9,\"movie_id\":1,\"rating\":4,\"rating_date\":\"2005-02-03\"}";

    @Test
    void a_topic_that_has_lost_nothing_tells_of_its_own_letters_also_where_a_partition_is_empty() {
        Erasures erasures = new Erasures(TOPIC, Map.of(0, 0L, 1, 0L, 2, 0L));
        note(erasures, 0, 0, 1_000, RATING);
        note(erasures, 1, 0, 3_000, RATING);

        assertThat(erasures.hide(letter(0, 0, 1_000))).isFalse();
        assertThat(erasures.hide(letter(0, 5, 2_000))).isFalse();
    }

    @Test
    void letters_from_before_an_erasure_are_hidden_and_later_ones_are_not() {
        Erasures erasures = new Erasures(TOPIC, Map.of(0, 0L, 1, 0L));
        note(erasures, 0, 0, 1_000, RATING);
        note(erasures, 0, 6, 2_000, ERASE);

        assertThat(erasures.hide(letter(0, 5, 2_000))).isTrue();
        assertThat(erasures.hide(letter(0, 7, 2_000))).isFalse();
        assertThat(erasures.hide(letter(1, 7, 2_000))).isTrue();
        assertThat(erasures.hide(letter(1, 7, 2_001))).isFalse();
    }

    @Test
    void letters_of_a_topic_that_was_created_anew_since_are_hidden() {
        Erasures anew = new Erasures(TOPIC, Map.of(0, 0L, 1, 0L));
        note(anew, 0, 0, 5_000, RATING);

        assertThat(anew.hide(letter(0, 0, 4_000))).isTrue();
        assertThat(anew.hide(letter(1, 9, 4_000))).isTrue();
        assertThat(anew.hide(letter(1, 0, 5_000))).isFalse();
        assertThat(new Erasures(TOPIC, Map.of(0, 0L)).hide(letter(0, 0, 4_000))).isTrue();
    }

    @Test
    void an_erasure_in_the_new_topic_hides_the_old_ones_letters_whatever_their_offsets() {
        Erasures anew = new Erasures(TOPIC, Map.of(0, 0L));
        note(anew, 0, 0, 1_000, RATING);
        note(anew, 0, 1, 5_000, ERASE);

        assertThat(anew.hide(letter(0, 90, 4_000))).isTrue();
    }

    @Test
    void where_any_partition_no_longer_reaches_back_letters_are_hidden() {
        Erasures erasures = new Erasures(TOPIC, Map.of(0, 0L, 1, 40L));
        note(erasures, 0, 0, 1_000, RATING);
        note(erasures, 1, 40, 3_000, RATING);

        assertThat(erasures.hide(letter(0, 5, 2_000))).isTrue();
        assertThat(erasures.hide(letter(0, 6, 3_000))).isFalse();

        Erasures emptied = new Erasures(TOPIC, Map.of(0, 0L, 1, 40L));
        note(emptied, 0, 0, 1_000, RATING);
        assertThat(emptied.hide(letter(0, 6, 3_000))).isTrue();
    }

    @Test
    void a_letter_that_names_nobody_is_shown() {
        ConsumerRecord<byte[], byte[]> nameless = record(TOPIC, 0, 5, 1_000, null, "garbage");
        assertThat(new Erasures(TOPIC, Map.of(0, 40L)).hide(asLetter(nameless))).isFalse();
    }

    private static void note(Erasures erasures, int partition, long offset, long timestamp, String value) {
        erasures.note(
                record(TOPIC, partition, offset, timestamp, value.equals(ERASE) ? "7" : "9", value),
                new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(365 * 100)),
                Set.of(7L));
    }

    private static DeadLetter letter(int partition, long offset, long timestamp) {
        return asLetter(record(TOPIC, partition, offset, timestamp, "7", "garbage"));
    }

    private static DeadLetter asLetter(ConsumerRecord<byte[], byte[]> refused) {
        Map.of(
                        DeadLetter.REASON, "invalid-json",
                        DeadLetter.CAUSE, "for the test",
                        DeadLetter.TOPIC, refused.topic(),
                        DeadLetter.PARTITION, Integer.toString(refused.partition()),
                        DeadLetter.OFFSET, Long.toString(refused.offset()),
                        DeadLetter.TIMESTAMP, Long.toString(refused.timestamp()))
                .forEach((name, text) -> refused.headers().add(name, text.getBytes(UTF_8)));
        return DeadLetter.of(refused);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long offset, long timestamp, String key, String value) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
