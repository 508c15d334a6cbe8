package dev.ratecast.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the predictions that run at once, by weight; callers wait in order of arrival, for a bounded time. A light call
 * weighs an eighth of a processor at least, so that ingestion keeps its share; the heaviest weighs one processor.
 */
public final class WorkLimit {
    /** Predictions that a processor is given at a time. */
    public static final int PER_PROCESSOR = 1_000;

    private static final int LIGHT_CALLS_PER_PROCESSOR = 8;

    private final int capacity;
    private final int heaviest;
    private final int lightest;
    private final Semaphore free;
    private final Duration maxWait;

    /**
     * A limit.
     *
     * @param capacity how many predictions at the same time
     * @throws IllegalArgumentException where nothing could be predicted, or the wait is negative
     */
    public WorkLimit(int capacity, Duration maxWait) {
        if (capacity < 1) {
            throw new IllegalArgumentException("ratecast.admission.max-work must be at least 1, not " + capacity);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("ratecast.admission.max-wait must not be negative: " + maxWait);
        }
        this.capacity = capacity;
        this.heaviest = Math.min(capacity, PER_PROCESSOR);
        this.lightest = Math.max(1, heaviest / LIGHT_CALLS_PER_PROCESSOR);
        this.free = new Semaphore(capacity, true);
        this.maxWait = maxWait;
    }

    /** A call's turn, until it is closed. */
    public final class Turn implements AutoCloseable {
        private final int weight;

        private Turn(int weight) {
            this.weight = weight;
        }

        @Override
        public void close() {
            free.release(weight);
        }
    }

    /**
     * Waits for a turn.
     *
     * @param predictions how many the call asks for, at least about
     * @return null where it did not come in time, or the thread was interrupted: then nothing is to be done
     */
    public @Nullable Turn await(long predictions) {
        return await(predictions, Duration.ZERO);
    }

    /** The same for a call that has waited for something else already, which counts. */
    public @Nullable Turn await(long predictions, Duration waited) {
        Duration left = maxWait.minus(waited);
        if (left.isNegative() && !maxWait.isZero()) {
            return null;
        }
        return acquire(predictions, Math.max(0, left.toNanos()));
    }

    /**
     * A turn for callers that must not wait, such as an event loop.
     *
     * @return null where others are before it
     */
    public @Nullable Turn now(long predictions) {
        return acquire(predictions, 0);
    }

    /** Even without waiting it never overtakes those who wait already, as {@code tryAcquire()} would. */
    private @Nullable Turn acquire(long predictions, long nanos) {
        int weight = (int) Math.max(lightest, Math.min(heaviest, predictions));
        try {
            return free.tryAcquire(weight, nanos, TimeUnit.NANOSECONDS) ? new Turn(weight) : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The share of the limit that is in use, 0 to 1. */
    public double use() {
        return 1 - (double) free.availablePermits() / capacity;
    }

    /** How many calls wait, about. */
    public int waiting() {
        return free.getQueueLength();
    }
}
