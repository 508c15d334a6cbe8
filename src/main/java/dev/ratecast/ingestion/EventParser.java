package dev.ratecast.ingestion;

import org.jspecify.annotations.Nullable;

/** Reads records of the ratings topic as events. */
@FunctionalInterface
public interface EventParser {
    /**
     * Reads one record. What is wrong with it is a verdict and no exception.
     *
     * @param version the version header's value, null where there is no such header
     * @param recordTimestamp the Kafka record's timestamp in epoch milliseconds
     */
    Verdict parse(byte @Nullable [] version, byte @Nullable [] key, byte @Nullable [] value, long recordTimestamp);
}
