package dev.ratecast.prediction.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Divides a poll into parts that are scored and answered each by itself. A record is never divided. */
final class PollParts {
    /** Smaller parts are not worth a thread's attention. */
    private static final int FEWEST_RECORDS = 8;

    /** Larger ones would let the first of their replies wait for the last. */
    private static final int MOST_RECORDS = 64;

    /** Some 500 requests: a record may hold a thousand, and what it weighs is known before it is read. */
    private static final int MOST_BYTES = 32_000;

    private PollParts() {}

    /**
     * The parts, in the order of the poll.
     *
     * @param atOnce how many parts are scored at once, between which a small poll is divided
     */
    static List<List<ConsumerRecord<byte[], byte[]>>> of(ConsumerRecords<byte[], byte[]> poll, int atOnce) {
        int each = (poll.count() + atOnce - 1) / atOnce;
        int most = Math.min(MOST_RECORDS, Math.max(FEWEST_RECORDS, each));
        List<List<ConsumerRecord<byte[], byte[]>>> parts = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> part = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : poll) {
            int size = record.value() == null ? 0 : record.value().length;
            if (!part.isEmpty() && (part.size() == most || bytes + size > MOST_BYTES)) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(record);
            bytes += size;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
