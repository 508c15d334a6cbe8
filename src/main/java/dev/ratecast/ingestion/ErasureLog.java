package dev.ratecast.ingestion;

import dev.ratecast.rating.CustomerId;
import org.jspecify.annotations.Nullable;

/** Where erasures are asked for: they become events like any other, in the customer's own order. */
public interface ErasureLog {
    /**
     * Where an event was written.
     *
     * @param topicId the id that Kafka gave the topic when it was created; null where the broker does not say
     * @param offset below 0 where the broker does not say
     */
    record Written(@Nullable String topicId, int partition, long offset) {}

    /**
     * Writes the event that erases a customer; returns once it is durable.
     *
     * @throws StoreUnavailableException where the broker did not acknowledge it; it may have been written, and writing it again does no harm
     */
    Written write(CustomerId customer) throws InterruptedException;
}
