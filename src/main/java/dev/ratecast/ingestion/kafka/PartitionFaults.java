package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.IngestionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The partitions at which something failed that nobody foresaw: neither an invalid event, nor a server that is away.
 * Such a partition is left alone for a growing while and then read again from the same offset; nothing is skipped. The
 * fault is over once the store has applied what lies beyond that offset.
 *
 * <p>Owned by the ingestion thread; only {@link #describe} may be called from others.
 */
final class PartitionFaults {
    private static final Logger LOG = Logger.getLogger(PartitionFaults.class);

    /**
     * What failed, and when it is tried again.
     *
     * @param failures how many times in a row
     * @param retryAtNanos by {@link System#nanoTime}
     */
    private record Fault(long offset, Throwable cause, int failures, long retryAtNanos) {
        boolean isRepeatOf(Fault other) {
            return offset == other.offset && cause.getClass() == other.cause.getClass();
        }
    }

    private final String topic;
    private final Backoff backoff;
    private final Map<Integer, Fault> faults = new HashMap<>();
    private final Map<Integer, String> texts = new ConcurrentHashMap<>();

    PartitionFaults(String topic, Backoff backoff) {
        this.topic = topic;
        this.backoff = backoff;
    }

    /**
     * Work on a partition failed.
     *
     * @param offset of the first record that may be at fault
     * @param nowNanos by {@link System#nanoTime}
     */
    void add(int partition, long offset, Throwable cause, long nowNanos) {
        Fault former = faults.get(partition);
        int failures = former == null ? 1 : former.failures() + 1;
        Duration pause = backoff.after(failures);
        Fault fault = new Fault(offset, cause, failures, nowNanos + pause.toNanos());
        faults.put(partition, fault);
        texts.put(
                partition,
                IngestionStatus.FAULT + cause + " at offset " + offset + ", " + failures + " times, next try after "
                        + pause);
        if (former == null || !fault.isRepeatOf(former)) {
            LOG.errorf(
                    cause,
                    "topic=%s partition=%d offset=%d ingest=fault retry-in=%s; nothing is skipped, the log stays"
                            + " silent on repeats",
                    topic,
                    partition,
                    offset,
                    pause);
        }
    }

    /** Whether a partition is to be left alone now, by {@link System#nanoTime}. */
    boolean isResting(int partition, long nowNanos) {
        Fault fault = faults.get(partition);
        return fault != null && nowNanos - fault.retryAtNanos() < 0;
    }

    /** Whether a partition's last work failed, so that it is better not mixed with others' in one batch. */
    boolean isSuspect(int partition) {
        return faults.containsKey(partition);
    }

    /** The store has applied a partition up to this offset. */
    void applied(int partition, long nextOffset) {
        Fault fault = faults.get(partition);
        if (fault != null && nextOffset > fault.offset()) {
            LOG.infof(
                    "topic=%s partition=%d offset=%d ingest=recovered failures=%d",
                    topic, partition, fault.offset(), fault.failures());
            remove(partition);
        }
    }

    /** Forgets partitions that are read by someone else, or from elsewhere. */
    void remove(Collection<Integer> partitions) {
        partitions.forEach(this::remove);
    }

    /** For each partition at fault, what failed. */
    Map<Integer, String> describe() {
        return texts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void remove(int partition) {
        faults.remove(partition);
        texts.remove(partition);
    }
}
