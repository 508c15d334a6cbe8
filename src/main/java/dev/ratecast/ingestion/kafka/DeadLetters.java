package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that are no events to the dead-letter topic: key, value and headers as received, with headers that say
 * why and where from. Returns only when the broker has acknowledged all of them.
 */
final class DeadLetters implements AutoCloseable {
    /** A record that is no event, and why. */
    record Letter(ConsumerRecord<byte[], byte[]> record, Verdict.Invalid why) {}

    private static final int LONGEST_CAUSE = 2_000;

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    DeadLetters(Map<String, Object> kafka, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // The broker's own limit decides; the client's would refuse what the topic may well take.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
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
                sent.add(producer.send(toRecord(letter, letter.record().value())));
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

    private void awaitOrShrink(Future<RecordMetadata> sent, Letter letter)
            throws ExecutionException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            ProducerRecord<byte[], byte[]> empty = toRecord(letter, null);
            byte[] value = letter.record().value();
            add(empty.headers(), DeadLetter.VALUE_BYTES, Integer.toString(value.length));
            add(empty.headers(), DeadLetter.VALUE_SHA256, sha256(value));
            producer.send(empty).get();
        }
    }

    private StoreUnavailableException away(Throwable cause) {
        return new StoreUnavailableException("topic=" + topic + " takes no dead letters: " + cause, cause);
    }

    private ProducerRecord<byte[], byte[]> toRecord(Letter letter, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> source = letter.record();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, source.key(), value, source.headers());
        Headers headers = record.headers();
        String cause = letter.why().cause();
        add(headers, DeadLetter.REASON, letter.why().reason());
        add(headers, DeadLetter.CAUSE, cause.substring(0, Math.min(LONGEST_CAUSE, cause.length())));
        add(headers, DeadLetter.TOPIC, source.topic());
        add(headers, DeadLetter.PARTITION, Integer.toString(source.partition()));
        add(headers, DeadLetter.OFFSET, Long.toString(source.offset()));
        add(headers, DeadLetter.TIMESTAMP, Long.toString(source.timestamp()));
        return record;
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
