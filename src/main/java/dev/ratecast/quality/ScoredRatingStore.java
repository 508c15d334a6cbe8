package dev.ratecast.quality;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;

/**
 * A store whose batches are predicted before they are applied, and counted once they are. Where the outcome of a commit
 * is unknown and the batch turns out to be applied, its ratings stay uncounted; none is ever counted twice. Owned by the
 * ingestion thread.
 */
public final class ScoredRatingStore implements RatingStore {
    private final RatingStore store;
    private final LiveQuality quality;

    public ScoredRatingStore(RatingStore store, LiveQuality quality) {
        this.store = store;
        this.quality = quality;
    }

    @Override
    public EffectCounts apply(EventBatch batch) {
        quality.arriving(batch.events());
        EffectCounts effects = store.apply(batch);
        quality.applied(batch.events(), effects.inOrder(), batch.arrivedAt());
        return effects;
    }
}
