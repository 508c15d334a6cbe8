package dev.ratecast.ingestion.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The waiting partitions that could not be acquired because the broker or the store did not answer on them, and when the
 * next of them is tried again: the later, the longer a try has held up the loop, which reads the other partitions
 * meanwhile.
 *
 * <p>Owned by the ingestion thread; only {@link #waitingFor} may be called from others. Times are those of {@link
 * System#nanoTime}.
 */
final class AcquisitionRetries {
    private static final Logger LOG = Logger.getLogger(AcquisitionRetries.class);

    /** How many times as long as a try took the next one waits. */
    private static final int LONGER = 3;

    private final String topic;
    private final Duration pause;

    /** What was away, by partition; the one that was tried longest ago comes first. */
    private final Map<Integer, String> reasons = new LinkedHashMap<>();

    private long nextTryNanos;
    private volatile @Nullable String waitingFor;

    /** @param pause between two tries at least */
    AcquisitionRetries(String topic, Duration pause) {
        this.topic = topic;
        this.pause = pause;
    }

    /** What is away, null where nothing is known to be. */
    @Nullable
    String waitingFor() {
        return waitingFor;
    }

    /** Those of the waiting partitions that are to be tried now, in this order: first those that have not failed. */
    List<Integer> due(Collection<Integer> waiting, long nowNanos) {
        List<Integer> due = new ArrayList<>(waiting);
        due.removeAll(reasons.keySet());
        if (nowNanos - nextTryNanos >= 0) {
            reasons.keySet().stream().filter(waiting::contains).forEach(due::add);
        }
        return due;
    }

    /** A partition could not be acquired. */
    void failed(int partition, Throwable cause, long begunNanos, long endedNanos) {
        if (reasons.remove(partition) == null) {
            LOG.warnf("topic=%s partition=%d ingest=waiting reason=\"%s\"", topic, partition, cause.getMessage());
        }
        reasons.put(partition, "partition " + partition + ": " + cause.getMessage());
        nextTryNanos = endedNanos + Math.max(pause.toNanos(), LONGER * (endedNanos - begunNanos));
        show();
    }

    /** Forgets partitions that are acquired, stopped, or read by someone else. */
    void remove(Collection<Integer> partitions) {
        reasons.keySet().removeAll(partitions);
        show();
    }

    private void show() {
        waitingFor = reasons.isEmpty() ? null : reasons.values().iterator().next();
    }
}
