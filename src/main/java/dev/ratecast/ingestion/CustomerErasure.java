package dev.ratecast.ingestion;

import dev.ratecast.ingestion.ErasureLog.Written;
import dev.ratecast.rating.CustomerId;

/** Erases customers by events, and tells how far they are. */
public final class CustomerErasure {
    private final ErasureLog log;
    private final OffsetStore offsets;
    private final String topic;

    public CustomerErasure(ErasureLog log, OffsetStore offsets, String topic) {
        this.log = log;
        this.offsets = offsets;
        this.topic = topic;
    }

    /**
     * Writes the event; returns once it is durable.
     *
     * @throws StoreUnavailableException where the broker did not acknowledge it
     */
    public Written begin(CustomerId customer) throws InterruptedException {
        return log.write(customer);
    }

    /**
     * Whether the store has applied the event. Not known to be where it stands in another topic.
     *
     * @throws StoreUnavailableException where the store cannot be asked
     */
    public boolean isApplied(Written written) {
        String topicId = written.topicId();
        if (topicId == null || written.offset() < 0) {
            return false;
        }
        return offsets.find(topic, written.partition())
                .filter(stored -> stored.topicId().equals(topicId) && stored.nextOffset() > written.offset())
                .isPresent();
    }
}
