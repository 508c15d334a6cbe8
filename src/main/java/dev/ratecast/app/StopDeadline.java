package dev.ratecast.app;

import java.time.Duration;

/** How long the threads of this replica may take to end, all of them together. They have been asked to before. */
final class StopDeadline {
    private final long begin = System.nanoTime();
    private final Duration patience;

    StopDeadline(Duration patience) {
        this.patience = patience;
    }

    /** Waits for a thread's end in the time that is left, or until the caller is interrupted. */
    void await(Thread ending) {
        long left = patience.toNanos() - (System.nanoTime() - begin);
        try {
            if (left > 0) {
                ending.join(Duration.ofNanos(left).toMillis() + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
