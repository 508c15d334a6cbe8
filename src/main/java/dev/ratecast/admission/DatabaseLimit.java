package dev.ratecast.admission;

import dev.ratecast.admission.AdmissionMetrics.Refusal;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the calls that read the database at the same time: one that says nothing keeps each of them for long, and they
 * must leave room for calls that need none. Nobody waits here.
 */
public final class DatabaseLimit {
    private final Semaphore free;
    private final AdmissionMetrics metrics;

    /** @throws IllegalArgumentException where nobody could read */
    public DatabaseLimit(int maxCalls, AdmissionMetrics metrics) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException(
                    "ratecast.admission.max-database-calls must be at least 1, not " + maxCalls);
        }
        this.free = new Semaphore(maxCalls);
        this.metrics = metrics;
    }

    /**
     * Reads for a call.
     *
     * @throws ProblemException where as many read as may; the call is counted as refused then
     */
    public <T> T read(Supplier<T> reading) {
        if (!free.tryAcquire()) {
            metrics.refused(Refusal.DATABASE);
            throw new ProblemException(
                    Problem.overloaded("This replica already runs as many database calls as it allows."));
        }
        try {
            return reading.get();
        } finally {
            free.release();
        }
    }
}
