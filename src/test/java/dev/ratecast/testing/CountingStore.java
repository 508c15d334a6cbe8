package dev.ratecast.testing;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;
import java.util.concurrent.atomic.AtomicInteger;

/** Another store, and how many events it has applied. */
public final class CountingStore implements RatingStore {
    private final RatingStore store;
    private final AtomicInteger events = new AtomicInteger();

    public CountingStore(RatingStore store) {
        this.store = store;
    }

    @Override
    public EffectCounts apply(EventBatch batch) {
        EffectCounts effects = store.apply(batch);
        events.addAndGet(batch.events().size());
        return effects;
    }

    public int events() {
        return events.get();
    }
}
