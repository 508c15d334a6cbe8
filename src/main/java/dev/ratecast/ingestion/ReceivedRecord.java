package dev.ratecast.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * What a record of the ratings topic says, as it was received.
 *
 * @param version the version header's value, null where there is no such header
 * @param replay the value of the header that names a replayed dead letter, null where there is no such header
 * @param timestamp the Kafka record's, in epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedRecord(
        byte @Nullable [] version,
        byte @Nullable [] replay,
        byte @Nullable [] key,
        byte @Nullable [] value,
        long timestamp) {

    /** A record without headers. */
    public static ReceivedRecord plain(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
        return new ReceivedRecord(null, null, key, value, timestamp);
    }
}
