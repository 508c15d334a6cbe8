package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topics that they came from, at the present time, as they first arrived or mended, with a
 * header that names the letter. A letter whose replay was refused again is there twice, under one name; the last is sent.
 */
public final class DeadLetterReplay implements AutoCloseable {
    /**
     * What became of the letters.
     *
     * @param chosen how many letters were to be sent
     * @param sent how many were, and are acknowledged
     * @param repeats how many are there again later, as the same letter
     * @param lost how many have a key or value that was too large for the dead-letter topic, so that there is nothing to
     *     send
     */
    public record Outcome(int chosen, int sent, int repeats, int lost) {}

    /** What is sent in place of what arrived. */
    public static final class Mended {
        private final byte @Nullable [] key;
        private final byte @Nullable [] value;

        /** Each null for as it arrived. */
        public Mended(byte @Nullable [] key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }

        private boolean completes(DeadLetter letter) {
            return (value != null || !letter.hasLostValue()) && (key != null || !letter.hasLostKey());
        }
    }

    private static final int IN_FLIGHT = 10_000;

    private final DeadLetterTopic letters;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> inFlight = new ArrayList<>();

    /** @param kafka client settings, the bootstrap servers among them */
    public DeadLetterReplay(Map<String, Object> kafka, DeadLetterTopic letters) {
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
    public Outcome send(Predicate<DeadLetter> chosen, Mended mended) {
        // Read twice, so that only names are held: how often each letter comes, then the last of each.
        Map<DeadLetterId, Integer> remaining = new HashMap<>();
        Predicate<DeadLetter> sendable = letter -> chosen.test(letter) && mended.completes(letter);
        letters.read(letter -> {
            if (sendable.test(letter)) {
                remaining.merge(letter.root(), 1, Integer::sum);
            }
        });
        int distinct = remaining.size();
        int[] counts = new int[2];
        letters.read(letter -> {
            if (!chosen.test(letter)) {
                return;
            }
            counts[0]++;
            if (!sendable.test(letter)) {
                counts[1]++;
            } else if (remaining.merge(letter.root(), -1, Integer::sum) == 0) {
                send(letter, mended);
            }
        });
        acknowledged();
        return new Outcome(counts[0], distinct, counts[0] - counts[1] - distinct, counts[1]);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(DeadLetter letter, Mended mended) {
        Headers headers = letter.headers();
        headers.remove(DeadLetterId.REPLAY_HEADER);
        headers.add(DeadLetterId.REPLAY_HEADER, letter.root().toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = mended.key == null ? letter.key() : mended.key;
        byte[] value = mended.value == null ? letter.value() : mended.value;
        inFlight.add(producer.send(new ProducerRecord<>(letter.topic(), null, key, value, headers)));
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
}
