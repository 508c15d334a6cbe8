package dev.ratecast.known.kafka;

import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.StoredRatings.Position;
import dev.ratecast.rating.RatingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the memory between two runs of a replica: restored at its start, written from time to time, and deleted
 * where a customer is erased and where the memory is filled from the store or given up. Without it everything goes on, and
 * a start takes longer. Owned by the thread that follows.
 */
final class KeptMemory {
    private static final Logger LOG = Logger.getLogger(KeptMemory.class);

    private final MemorySnapshots snapshots;

    KeptMemory(MemorySnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * The memory that was kept when the replica last ran, the cursor placed behind what it holds; null where there is none, or
     * none that can be followed on.
     */
    @Nullable
    FollowedRatings restore(TopicCursor cursor, @Nullable String topicId) {
        try {
            MemorySnapshots.Kept kept = snapshots.read().orElse(null);
            if (kept == null) {
                return null;
            }
            cursor.place(kept.positions(), topicId);
            if (topicId == null || !cursor.stopped().isEmpty()) {
                LOG.warnf("known=memory event=snapshot-ignored cause=\"not to be followed on: %s\"", cursor.stopped());
                return null;
            }
            return kept.memory();
        } catch (IOException | RuntimeException e) {
            if (e instanceof KafkaException away) {
                throw away;
            }
            LOG.warnf("known=memory event=snapshot-ignored cause=\"%s\"", e.getMessage());
            return null;
        }
    }

    /** Writes the memory in place of what was kept before; where that fails, it is tried again in time. */
    void write(FollowedRatings memory, Map<Integer, Position> positions) {
        long began = System.nanoTime();
        try {
            snapshots.write(memory, positions);
            LOG.debugf(
                    "known=memory event=snapshot-written millis=%d",
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        } catch (IOException | RuntimeException e) {
            LOG.warnf("known=memory event=snapshot-not-written cause=\"%s\"", e);
        }
    }

    /** Whoever is erased must not be found in a file either; the next snapshot is without it. */
    void forgetErased(List<RatingEvent> events) {
        if (events.stream().anyMatch(RatingEvent.Erased.class::isInstance)) {
            forget();
        }
    }

    /** Deletes what was kept: without a thread that follows, no erasure would reach it. */
    void forget() {
        try {
            snapshots.delete();
        } catch (IOException e) {
            LOG.errorf("known=memory event=snapshot-not-deleted cause=\"%s\"", e);
        }
    }
}
