package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records that are no events to the dead-letter topic: key, value and headers as received, with headers that say
 * why and where from. What is too large for the topic is left out, so that every record can be
 * dead-lettered. Returns only when the broker has acknowledged all of them.
 */
final class DeadLetters implements AutoCloseable {
    /** A record that is no event, and why. */
    record Letter(ConsumerRecord<byte[], byte[]> record, Verdict.Invalid why) {}

    private final Producer<byte[], byte[]> producer;
    private final LetterRecords records;
    private final String topic;

    DeadLetters(Map<String, Object> kafka, String topic) {
        this(client(kafka), topic);
    }

    /** Letters by this client, which is closed in the end. */
    DeadLetters(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.records = new LetterRecords(topic);
        this.topic = topic;
    }

    private static Producer<byte[], byte[]> client(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // The broker's own limit decides; the client's would refuse what the topic may well take.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes all letters.
     *
     * @throws StoreUnavailableException where the broker did not acknowledge one; some may have been written
     */
    void write(List<Letter> letters) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
        try {
            for (Letter letter : letters) {
                Future<RecordMetadata> first = producer.send(records.whole(letter));
                if (first.isDone()) {
                    // For a topic that is missing the client has waited already; once is enough.
                    fits(first);
                }
                sent.add(first);
            }
            for (int i = 0; i < sent.size(); i++) {
                awaitOrShrink(sent.get(i), letters.get(i));
            }
        } catch (ExecutionException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Waits for a letter, and sends it with less of the record as long as it is too large for the topic. */
    private void awaitOrShrink(Future<RecordMetadata> sent, Letter letter)
            throws ExecutionException, InterruptedException {
        if (!fits(sent) && !fits(producer.send(records.withoutValue(letter)))) {
            producer.send(records.bare(letter)).get();
        }
    }

    /** Whether the broker acknowledged a letter; false where it is too large. */
    private static boolean fits(Future<RecordMetadata> sent) throws ExecutionException, InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return false;
            }
            throw e;
        }
    }

    private StoreUnavailableException away(Throwable cause) {
        return new StoreUnavailableException("topic=" + topic + " takes no dead letters: " + cause, cause);
    }
}
