package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.kafka.DeadLetter;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NewestLettersTest {
    private final NewestLetters letters = new NewestLetters(3);

    @Test
    void the_newest_by_time_stay_whichever_partition_is_read_last() {
        add(0, 0, 100);
        add(0, 1, 900);
        add(0, 2, 950);
        add(1, 0, 200);
        add(1, 1, 300);
        add(2, 0, 800);
        add(2, 1, 150);

        assertThat(letters.inOrder())
                .extracting(letter -> letter.kept().timestamp())
                .containsExactly(800L, 900L, 950L);
    }

    @Test
    void letters_of_one_moment_keep_the_order_of_their_partition() {
        add(1, 7, 100);
        add(1, 8, 100);
        add(0, 9, 100);

        assertThat(letters.inOrder())
                .extracting(letter -> letter.kept().offset())
                .containsExactly(9L, 7L, 8L);
    }

    private void add(int partition, long offset, long millis) {
        ConsumerRecord<byte[], byte[]> kept = new ConsumerRecord<>(
                "ratings-dead-letter",
                partition,
                offset,
                millis,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        letters.add(new DeadLetter("invalid-json", "no JSON", "ratings", partition, offset, kept));
    }
}
