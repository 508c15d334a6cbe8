package dev.ratecast.ingestion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {
    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("ratings", 0, 7, "7".getBytes(UTF_8), "{}".getBytes(UTF_8));

    @Test
    void the_last_header_of_a_name_counts() {
        record.headers().add(RatingEventParser.VERSION_HEADER, "1".getBytes(UTF_8));
        record.headers().add(RatingEventParser.VERSION_HEADER, "2".getBytes(UTF_8));
        record.headers().add(DeadLetterId.REPLAY_HEADER, "ratings/0/1".getBytes(UTF_8));
        record.headers().add(DeadLetterId.REPLAY_HEADER, "ratings/0/2".getBytes(UTF_8));

        ReceivedRecord received = KafkaRecords.received(record);

        assertThat(received.version()).asString(UTF_8).isEqualTo("2");
        assertThat(received.replay()).asString(UTF_8).isEqualTo("ratings/0/2");
        assertThat(received.key()).isSameAs(record.key());
        assertThat(received.value()).isSameAs(record.value());
        assertThat(received.timestamp()).isEqualTo(record.timestamp());
        assertThat(KafkaRecords.withoutReplay(record).replay()).isNull();
        assertThat(KafkaRecords.withoutReplay(record).version()).asString(UTF_8).isEqualTo("2");
    }

    @Test
    void a_replay_header_without_a_value_is_one_that_names_no_letter_and_no_header_is_none() {
        assertThat(KafkaRecords.received(record).replay()).isNull();

        record.headers().add(DeadLetterId.REPLAY_HEADER, null);
        assertThat(KafkaRecords.received(record).replay()).isEmpty();
    }
}
