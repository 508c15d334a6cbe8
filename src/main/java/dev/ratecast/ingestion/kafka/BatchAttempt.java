package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.PartitionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way into the store, on the store thread. What it has moved is read by the ingestion thread once it
 * is done.
 */
final class BatchAttempt {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final PolledBatch batch;
    private final long begunNanos = System.nanoTime();
    private final List<PartitionProgress> moved = new ArrayList<>();
    private EffectCounts effects = EffectCounts.NONE;
    private int records;
    private @Nullable Future<?> work;

    BatchAttempt(PolledBatch batch) {
        this.batch = batch;
    }

    PolledBatch batch() {
        return batch;
    }

    /** The batch, or the part of it that was applied on its own, is committed. */
    void committed(PolledBatch part, EffectCounts partEffects) {
        part.partitions().forEach(slice -> moved.add(slice.progress()));
        effects = effects.plus(partEffects);
        records += part.size();
    }

    void runsAs(Future<?> future) {
        work = future;
    }

    boolean isDone() {
        return work == null || work.isDone();
    }

    /** Waits for the end, for so long at most, whatever the end is. */
    void await(Duration patience) throws InterruptedException {
        Future<?> running = work;
        if (running == null) {
            return;
        }
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the first is asked for by failure(), and after the second the caller looks again
        }
    }

    /** Waits for the end, which the store's own timeouts bring about. */
    void awaitEnd() throws InterruptedException {
        while (!isDone()) {
            await(LOOK_AGAIN);
        }
    }

    /** What ended the work early; null where everything is applied. Only once it is done. */
    @Nullable
    Throwable failure() throws InterruptedException {
        Future<?> ended = work;
        if (ended == null) {
            return null;
        }
        try {
            ended.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** How far partitions were moved, also where the work ended early; in the order of the commits. */
    List<PartitionProgress> moved() {
        return moved;
    }

    EffectCounts effects() {
        return effects;
    }

    /** How many records were consumed by what is committed. */
    int records() {
        return records;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }
}
