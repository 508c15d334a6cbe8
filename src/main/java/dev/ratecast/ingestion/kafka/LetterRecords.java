package dev.ratecast.ingestion.kafka;

import dev.ratecast.hash.Sha256;
import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.kafka.DeadLetters.Letter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The records that a dead letter is written as: whole, or with less of what was received where the topic does not take
 * that much. What is left out is named by its size and hash.
 */
final class LetterRecords {
    private static final int LONGEST_CAUSE = 2_000;

    /** A shorter key always stays: it may name the customer whose erasure has to find the letter. */
    private static final int SHORT_KEY_BYTES = 1_000;

    private final String topic;

    LetterRecords(String topic) {
        this.topic = topic;
    }

    /** Key, value and headers as received. */
    ProducerRecord<byte[], byte[]> whole(Letter letter) {
        ConsumerRecord<byte[], byte[]> source = letter.record();
        return record(letter, source.key(), source.value(), source.headers());
    }

    /** Key and headers as received. */
    ProducerRecord<byte[], byte[]> withoutValue(Letter letter) {
        ConsumerRecord<byte[], byte[]> source = letter.record();
        ProducerRecord<byte[], byte[]> record = record(letter, source.key(), null, source.headers());
        addLost(record.headers(), DeadLetter.VALUE_BYTES, DeadLetter.VALUE_SHA256, source.value());
        return record;
    }

    /** A short key, and of the headers only the one that says which letter was replayed. */
    ProducerRecord<byte[], byte[]> bare(Letter letter) {
        ConsumerRecord<byte[], byte[]> source = letter.record();
        byte[] key = source.key();
        boolean isShort = key == null || key.length <= SHORT_KEY_BYTES;
        Header replay = source.headers().lastHeader(DeadLetterId.REPLAY_HEADER);
        boolean isReplay = replay != null && DeadLetterId.read(replay.value()) != null;
        ProducerRecord<byte[], byte[]> record =
                record(letter, isShort ? key : null, null, isReplay ? List.of(replay) : List.of());
        Headers headers = record.headers();
        addLost(headers, DeadLetter.VALUE_BYTES, DeadLetter.VALUE_SHA256, source.value());
        if (!isShort) {
            addLost(headers, DeadLetter.KEY_BYTES, DeadLetter.KEY_SHA256, key);
        }
        if (source.headers().iterator().hasNext()) {
            addLost(headers, DeadLetter.HEADERS_BYTES, DeadLetter.HEADERS_SHA256, joined(source.headers()));
        }
        return record;
    }

    private ProducerRecord<byte[], byte[]> record(
            Letter letter, byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> kept) {
        ConsumerRecord<byte[], byte[]> source = letter.record();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, key, value, kept);
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

    private static void addLost(Headers headers, String bytesName, String sha256Name, byte @Nullable [] lost) {
        if (lost != null) {
            add(headers, bytesName, Integer.toString(lost.length));
            add(headers, sha256Name, Sha256.hex(lost));
        }
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Name and value of each header, one after the other. */
    private static byte[] joined(Headers headers) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Header header : headers) {
            joined.writeBytes(header.key().getBytes(StandardCharsets.UTF_8));
            if (header.value() != null) {
                joined.writeBytes(header.value());
            }
        }
        return joined.toByteArray();
    }
}
