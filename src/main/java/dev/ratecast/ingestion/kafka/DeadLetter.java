package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of the dead-letter topic.
 *
 * @param topic the topic that the event came from
 * @param partition its partition there
 * @param offset its offset there
 * @param kept the record as the dead-letter topic has it
 */
public record DeadLetter(
        String reason, String cause, String topic, int partition, long offset, ConsumerRecord<byte[], byte[]> kept) {
    static final String PREFIX = "dead-letter-";
    static final String REASON = PREFIX + "reason";
    static final String CAUSE = PREFIX + "cause";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String TIMESTAMP = PREFIX + "timestamp";
    static final String VALUE_BYTES = PREFIX + "value-bytes";
    static final String VALUE_SHA256 = PREFIX + "value-sha256";
    static final String KEY_BYTES = PREFIX + "key-bytes";
    static final String KEY_SHA256 = PREFIX + "key-sha256";
    static final String HEADERS_BYTES = PREFIX + "headers-bytes";
    static final String HEADERS_SHA256 = PREFIX + "headers-sha256";

    /** @throws IllegalArgumentException where the record has not the headers of a dead letter */
    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                text(record, REASON),
                text(record, CAUSE),
                text(record, TOPIC),
                Integer.parseInt(text(record, PARTITION)),
                Long.parseLong(text(record, OFFSET)),
                record);
    }

    /** Where the refused record was. */
    public DeadLetterId id() {
        return new DeadLetterId(topic, partition, offset);
    }

    /** The letter that this one goes back to, where a replay was refused again; else its own identity. */
    public DeadLetterId root() {
        Header replay = kept.headers().lastHeader(DeadLetterId.REPLAY_HEADER);
        DeadLetterId first = replay == null ? null : DeadLetterId.read(replay.value());
        return first == null ? id() : first;
    }

    /** When the refused record was written, in epoch milliseconds; the letter's own time where that is not there. */
    public long timestamp() {
        Header header = kept.headers().lastHeader(TIMESTAMP);
        try {
            return header == null
                    ? kept.timestamp()
                    : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return kept.timestamp();
        }
    }

    /** The event's key as it came, or null where it had none or {@link #hasLostKey lost} it. */
    public byte @Nullable [] key() {
        return kept.key();
    }

    /** The event's value as it came, or null where it had none or {@link #hasLostValue lost} it. */
    public byte @Nullable [] value() {
        return kept.value();
    }

    /** Whether the value was too large for the dead-letter topic, so that only its hash is there. */
    public boolean hasLostValue() {
        return kept.headers().lastHeader(VALUE_SHA256) != null;
    }

    /** Whether the key was too large for the dead-letter topic, so that only its hash is there. */
    public boolean hasLostKey() {
        return kept.headers().lastHeader(KEY_SHA256) != null;
    }

    /** The event's headers as they came, as far as the dead-letter topic took them, without those that make it a dead letter. */
    public Headers headers() {
        Headers original = new RecordHeaders();
        for (Header header : kept.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                original.add(header);
            }
        }
        return original;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("topic=" + record.topic() + " partition=" + record.partition()
                    + " offset=" + record.offset() + " is no dead letter: it has no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
