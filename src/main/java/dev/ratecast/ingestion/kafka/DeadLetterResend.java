package dev.ratecast.ingestion.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topics that they came from: key, value and headers as they first arrived, at the
 * present time. Of letters with the same content only the last is sent, so that one that fails again, and so is there
 * twice, does not double with each resend.
 */
public final class DeadLetterResend implements AutoCloseable {
    /**
     * What became of the letters.
     *
     * @param chosen how many letters were to be sent
     * @param sent how many were, and are acknowledged
     * @param repeats how many have the same content as a later one
     * @param lost how many were too large for the dead-letter topic, so that there is nothing to send
     */
    public record Outcome(int chosen, int sent, int repeats, int lost) {}

    private static final int IN_FLIGHT = 10_000;

    private final DeadLetterTopic letters;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> inFlight = new ArrayList<>();

    /** @param kafka client settings, the bootstrap servers among them */
    public DeadLetterResend(Map<String, Object> kafka, DeadLetterTopic letters) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.letters = letters;
    }

    /**
     * Sends the letters that {@code chosen} names.
     *
     * @throws KafkaException where the broker does not acknowledge one; some may have been sent
     */
    public Outcome send(Predicate<DeadLetter> chosen) {
        // Read twice, so that only hashes are held: how often each content comes, then the last of each.
        Map<ByteBuffer, Integer> remaining = new HashMap<>();
        letters.read(letter -> {
            if (chosen.test(letter) && !letter.hasLostValue()) {
                remaining.merge(hash(letter), 1, Integer::sum);
            }
        });
        int distinct = remaining.size();
        int[] counts = new int[2];
        letters.read(letter -> {
            if (!chosen.test(letter)) {
                return;
            }
            counts[0]++;
            if (letter.hasLostValue()) {
                counts[1]++;
            } else if (remaining.merge(hash(letter), -1, Integer::sum) == 0) {
                send(letter);
            }
        });
        acknowledged();
        return new Outcome(counts[0], distinct, counts[0] - counts[1] - distinct, counts[1]);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(DeadLetter letter) {
        inFlight.add(producer.send(
                new ProducerRecord<>(letter.topic(), null, letter.key(), letter.value(), letter.headers())));
        if (inFlight.size() >= IN_FLIGHT) {
            acknowledged();
        }
    }

    private void acknowledged() {
        producer.flush();
        try {
            for (Future<RecordMetadata> sent : inFlight) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter could not be sent again: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending dead letters again", e);
        }
        inFlight.clear();
    }

    private static ByteBuffer hash(DeadLetter letter) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, letter.topic().getBytes(StandardCharsets.UTF_8));
            update(digest, letter.key());
            update(digest, letter.value());
            for (Header header : letter.headers()) {
                update(digest, header.key().getBytes(StandardCharsets.UTF_8));
                update(digest, header.value());
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, byte @Nullable [] bytes) {
        digest.update(ByteBuffer.allocate(4).putInt(0, bytes == null ? -1 : bytes.length));
        if (bytes != null) {
            digest.update(bytes);
        }
    }
}
