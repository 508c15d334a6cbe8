package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.kafka.DeadLetters.Letter;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes a batch's dead letters, and has its events applied to the store. Owned by the ingestion thread. */
final class BatchApplier {
    private static final Logger LOG = Logger.getLogger(BatchApplier.class);
    private static final int LONGEST_REFUSAL = 500;

    private final RatingStore store;
    private final DeadLetters deadLetters;
    private final OwnedPartitions owned;
    private final IngestionObserver observer;

    BatchApplier(RatingStore store, DeadLetters deadLetters, OwnedPartitions owned, IngestionObserver observer) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.owned = owned;
        this.observer = observer;
    }

    /** Writes the batch's invalid records; when it returns, the broker has acknowledged all of them. */
    void writeDeadLetters(PolledBatch batch) throws InterruptedException {
        write(batch.deadLetters());
    }

    /** Applies a batch; where the store refuses it, half by half, until the refused event is found. */
    EffectCounts apply(PolledBatch batch) throws InterruptedException {
        try {
            EffectCounts effects = store.apply(batch.events());
            batch.partitions().forEach(slice -> owned.applied(slice.progress()));
            return effects;
        } catch (BatchRefusedException e) {
            if (batch.size() > 1) {
                EffectCounts effects = EffectCounts.NONE;
                for (PolledBatch half : batch.halves()) {
                    effects = effects.plus(half.isEmpty() ? EffectCounts.NONE : apply(half));
                }
                return effects;
            }
            if (batch.events().events().isEmpty()) {
                throw new StoreUnavailableException("a batch without events was refused", e);
            }
            String cause = String.valueOf(e.getMessage());
            PolledBatch refused =
                    batch.refused("refused-by-database", cause.substring(0, Math.min(LONGEST_REFUSAL, cause.length())));
            write(refused.deadLetters());
            return apply(refused);
        }
    }

    private void write(List<Letter> letters) throws InterruptedException {
        deadLetters.write(letters);
        for (Letter letter : letters) {
            observer.deadLettered(letter.why().reason());
            LOG.infof(
                    "dead-letter reason=%s topic=%s partition=%d offset=%d",
                    letter.why().reason(),
                    letter.record().topic(),
                    letter.record().partition(),
                    letter.record().offset());
        }
    }
}
