package dev.ratecast.ingestion;

/** Where ratings, their aggregates and the consumed offsets are kept together. */
public interface RatingStore {
    /**
     * Applies a batch and moves its offsets, in one transaction: all of it or nothing.
     *
     * @throws StalePartitionsException where another owner or offset holds; nothing was written
     * @throws BatchRefusedException where the store cannot hold a value of the batch; nothing was written
     * @throws StoreUnavailableException if nothing was written, or the outcome is unknown; read the offsets again and retry
     */
    EffectCounts apply(EventBatch batch);
}
