package dev.ratecast.prediction;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that predictions are computed on, whoever asks; what comes while all are busy waits in line. More of
 * them than processors would only take turns, each with working memory of its own and a colder cache; a few more let the
 * processors work on while some wait for Postgres.
 */
public final class PredictionThreads implements Executor, AutoCloseable {
    private static final int PER_PROCESSOR = 2;

    private final int count;
    private final ExecutorService pool;

    /**
     * Starts threads at first use.
     *
     * @param configured how many; 0 for two of each processor
     * @throws IllegalArgumentException where the number is negative
     */
    public PredictionThreads(int configured, int processors) {
        if (configured < 0) {
            throw new IllegalArgumentException("ratecast.prediction.threads must be at least 0, not " + configured);
        }
        count = configured == 0 ? PER_PROCESSOR * processors : configured;
        AtomicInteger started = new AtomicInteger();
        pool = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "ratecast-prediction-" + started.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How many there are at most. */
    public int count() {
        return count;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Takes no more work; what waits is still done. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
