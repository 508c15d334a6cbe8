package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.DeadLetters.Letter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes a batch's dead letters and has its events applied, one batch after the other, on a thread of its own, so that
 * the next batch is polled and read while the store works.
 */
final class BatchApplier implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BatchApplier.class);
    private static final int LONGEST_REFUSAL = 500;
    private static final long PATIENCE_SECONDS = 30;

    private final RatingStore store;
    private final DeadLetters deadLetters;
    private final IngestionObserver observer;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "ratecast-ingest-store"));

    /** Letters that the broker has, of records that are not consumed yet: a batch that is tried again has no new ones. */
    private final Set<Address> written = ConcurrentHashMap.newKeySet();

    /** Where a record of the topic is. */
    private record Address(int partition, long offset) {
        static Address of(Letter letter) {
            return new Address(letter.record().partition(), letter.record().offset());
        }
    }

    BatchApplier(RatingStore store, DeadLetters deadLetters, IngestionObserver observer) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.observer = observer;
    }

    /** Begins with a batch; the one before has to be done. */
    BatchAttempt begin(PolledBatch batch) {
        BatchAttempt attempt = new BatchAttempt(batch);
        attempt.runsAs(thread.submit(() -> {
            write(batch.deadLetters());
            apply(attempt, batch);
            return null;
        }));
        return attempt;
    }

    /** Partitions that are acquired anew: what was written of them before says nothing of what is read now. */
    void forgetLetters(Collection<Integer> partitions) {
        written.removeIf(address -> partitions.contains(address.partition()));
    }

    /** Ends after the batch in hand. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("ingest=closing reason=\"the store does not answer; its transaction is left to its timeout\"");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Applies a batch; where the store refuses it, half by half, until the refused event is found. */
    private void apply(BatchAttempt attempt, PolledBatch batch) throws InterruptedException {
        try {
            EffectCounts effects = store.apply(batch.events());
            attempt.committed(batch, effects);
            batch.partitions()
                    .forEach(slice -> written.removeIf(
                            address -> address.partition() == slice.progress().partition()
                                    && address.offset() < slice.progress().nextOffset()));
        } catch (BatchRefusedException e) {
            if (batch.size() > 1) {
                for (PolledBatch half : batch.halves()) {
                    if (!half.isEmpty()) {
                        apply(attempt, half);
                    }
                }
                return;
            }
            if (batch.events().events().isEmpty()) {
                throw new StoreUnavailableException("a batch without events was refused", e);
            }
            String cause = String.valueOf(e.getMessage());
            PolledBatch refused = batch.refused(
                    Verdict.Invalid.REFUSED_BY_DATABASE, cause.substring(0, Math.min(LONGEST_REFUSAL, cause.length())));
            write(refused.deadLetters());
            apply(attempt, refused);
        }
    }

    /** Writes letters that were not written before; when it returns, the broker has acknowledged all of them. */
    private void write(List<Letter> letters) throws InterruptedException {
        List<Letter> unwritten = letters.stream()
                .filter(letter -> !written.contains(Address.of(letter)))
                .toList();
        if (unwritten.isEmpty()) {
            return;
        }
        deadLetters.write(unwritten);
        for (Letter letter : unwritten) {
            written.add(Address.of(letter));
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
