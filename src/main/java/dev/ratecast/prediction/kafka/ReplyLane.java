package dev.ratecast.prediction.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The replies that wait for one topic. Sends of a lane run one after the other on a thread of a shared pool, so that a
 * send that blocks holds up its own topic only, and one that fails holds up none; the bytes of a lane are bounded.
 */
final class ReplyLane {
    private static final Logger LOG = Logger.getLogger(ReplyLane.class);

    private final Executor pool;
    private final long maxBytes;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private long pendingBytes;

    ReplyLane(Executor pool, long maxBytes) {
        this.pool = pool;
        this.maxBytes = maxBytes;
    }

    /** Takes room for a reply; false where the lane is full. A reply larger than the whole lane fits an empty one. */
    synchronized boolean reserve(long bytes) {
        if (pendingBytes > 0 && pendingBytes + bytes > maxBytes) {
            return false;
        }
        pendingBytes += bytes;
        return true;
    }

    /** Gives room back; true where the lane is empty then. */
    synchronized boolean release(long bytes) {
        pendingBytes -= bytes;
        return pendingBytes == 0;
    }

    /** Runs a send after those before it. Where the pool has no thread for it this throws, and the send is forgotten. */
    synchronized void execute(Runnable send) {
        if (!running) {
            pool.execute(this::drain);
            running = true;
        }
        waiting.add(send);
    }

    private void drain() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.error("event=reply-send-failed; those behind it go on", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }
}
