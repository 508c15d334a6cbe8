package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.DeadLetters.Letter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final int LARGEST_VALUE = 10;

    private final Client client = new Client();
    private final DeadLetters letters = new DeadLetters(client, "ratings-dead-letter");

    @Test
    void a_topic_that_is_missing_is_waited_for_once_however_many_letters_there_are() {
        client.topicIsMissing = true;

        assertThatThrownBy(() -> letters.write(letters(1, 1, 1, 1, 1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("not present in metadata");

        assertThat(client.sent).isEqualTo(1);
    }

    @Test
    void a_letter_that_the_client_itself_finds_too_large_keeps_no_other_back() throws InterruptedException {
        letters.write(letters(1, LARGEST_VALUE + 1, 1));

        assertThat(client.history())
                .extracting(ProducerRecord::value)
                .containsExactlyInAnyOrder(value(1), value(1), null);
    }

    /** One for each size of a value, in bytes. */
    private static List<Letter> letters(int... sizes) {
        return LongStream.range(0, sizes.length)
                .mapToObj(offset -> new Letter(
                        new ConsumerRecord<>("ratings", 0, offset, null, value(sizes[(int) offset])),
                        new Verdict.Invalid("empty", "for the test")))
                .toList();
    }

    private static byte[] value(int bytes) {
        return new byte[bytes];
    }

    /** Acknowledges at once what is not too large, or nothing; for a missing topic a real one blocks before it answers. */
    private static final class Client extends MockProducer<byte[], byte[]> {
        private boolean topicIsMissing;
        private int sent;

        Client() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            sent++;
            if (topicIsMissing) {
                return CompletableFuture.failedFuture(
                        new TimeoutException("Topic " + record.topic() + " not present in metadata after 10000 ms."));
            }
            if (record.value() != null && record.value().length > LARGEST_VALUE) {
                return CompletableFuture.failedFuture(new RecordTooLargeException("for the test"));
            }
            return super.send(record);
        }
    }
}
