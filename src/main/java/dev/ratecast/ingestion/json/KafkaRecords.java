package dev.ratecast.ingestion.json;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.ReceivedRecord;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Picks out of a record of the {@code ratings} topic what {@link RatingEventParser} reads; the same for all who read it. */
public final class KafkaRecords {
    private static final byte[] NOTHING = {};

    private KafkaRecords() {}

    /** The record as the parser takes it. */
    public static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
        Header replay = record.headers().lastHeader(DeadLetterId.REPLAY_HEADER);
        // A header without a value names no letter, which is not the same as no header.
        return received(record, replay == null ? null : Objects.requireNonNullElse(replay.value(), NOTHING));
    }

    /** The same, as if it replayed nothing. */
    public static ReceivedRecord withoutReplay(ConsumerRecord<byte[], byte[]> record) {
        return received(record, null);
    }

    private static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] replay) {
        Header version = record.headers().lastHeader(RatingEventParser.VERSION_HEADER);
        return new ReceivedRecord(
                version == null ? null : version.value(), replay, record.key(), record.value(), record.timestamp());
    }
}
