package dev.ratecast.prediction.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The replies that wait for one topic. Sends of a lane run one after the other on a thread of a shared pool, so that a
 * send that blocks holds up its own topic only, and one that fails holds up none.
 *
 * <p>The bytes of a lane are bounded by those who send: where it is full they wait for room before they make more. A lane
 * that was waited for in vain is slow: it drops what it has no room for, and nobody waits for it, until the broker has
 * taken nearly all that was left in it. Not all: where replies keep coming, some are always on their way.
 */
final class ReplyLane {
    private static final Logger LOG = Logger.getLogger(ReplyLane.class);

    /** The share of its bytes below which a lane that the broker takes replies of is no longer slow. */
    private static final int NEARLY_EMPTY = 8;

    private final Executor pool;
    private final Executor later;
    private final long maxBytes;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private long pendingBytes;
    private boolean slow;
    private @Nullable CompletableFuture<Void> room;

    /**
     * A lane without replies.
     *
     * @param later runs a task once a full lane has been waited for long enough
     */
    ReplyLane(Executor pool, Executor later, long maxBytes) {
        this.pool = pool;
        this.later = later;
        this.maxBytes = maxBytes;
    }

    /** Takes a reply in, also where there is no room for it; false where the lane is slow and has none. */
    synchronized boolean reserve(long bytes) {
        if (slow && pendingBytes > 0 && pendingBytes + bytes > maxBytes) {
            return false;
        }
        pendingBytes += bytes;
        return true;
    }

    /** Complete once there is room, or it has been waited for in vain. */
    synchronized CompletableFuture<Void> room() {
        if (slow || pendingBytes <= maxBytes) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> awaited = room;
        if (awaited == null) {
            CompletableFuture<Void> made = new CompletableFuture<>();
            later.execute(() -> giveUp(made));
            room = made;
            awaited = made;
        }
        return awaited;
    }

    /**
     * Gives room back.
     *
     * @param isKnown whether it is known what became of the reply; not where the broker did not take it in time
     * @return true where the lane is as a new one then
     */
    synchronized boolean release(long bytes, boolean isKnown) {
        pendingBytes -= bytes;
        if (isKnown && pendingBytes <= maxBytes / NEARLY_EMPTY) {
            slow = false;
        }
        if (room != null && pendingBytes <= maxBytes) {
            // On a thread of the pool: what goes on then must not do so amid a lane.
            room.completeAsync(() -> null, pool);
            room = null;
        }
        return pendingBytes == 0 && !slow;
    }

    private void giveUp(CompletableFuture<Void> awaited) {
        synchronized (this) {
            if (room != awaited) {
                return;
            }
            slow = true;
            room = null;
        }
        awaited.complete(null);
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
