package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.StoreUnavailableException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What holds up ingestion as a whole: a server that is away, and what failed at no partition in particular that nobody
 * foresaw. Each is logged when it begins, told to the observer each time, and shown until it is over.
 *
 * <p>Owned by the ingestion thread; only {@link #waitingFor} and {@link #fault} may be called from others.
 */
final class IngestionTrouble {
    private static final Logger LOG = Logger.getLogger(IngestionTrouble.class);

    private final String topic;
    private final Backoff backoff;
    private final IngestionObserver observer;

    private volatile @Nullable String waitingFor;
    private volatile @Nullable String fault;
    private int faultsInARow;
    private long lastFaultNanos;

    IngestionTrouble(String topic, Backoff backoff, IngestionObserver observer) {
        this.topic = topic;
        this.backoff = backoff;
        this.observer = observer;
    }

    /** Whether a failure says that a server is away, so that the same again may help. */
    static boolean isOutage(Throwable failure) {
        return failure instanceof StoreUnavailableException
                || (failure instanceof KafkaException && !(failure instanceof WakeupException));
    }

    /** What is away, null where nothing is known to be. */
    @Nullable
    String waitingFor() {
        return waitingFor;
    }

    /** What failed that should not, null where nothing did or it is over. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Something is away. */
    void away(Throwable cause) {
        if (waitingFor == null) {
            LOG.warnf("ingest=waiting reason=\"%s\"", cause.getMessage());
        }
        waitingFor = String.valueOf(cause.getMessage());
        observer.retrying(cause);
    }

    /** Nothing is away any more. */
    void back() {
        if (waitingFor != null) {
            LOG.info("ingest=resumed");
        }
        waitingFor = null;
    }

    /**
     * Something failed that should not.
     *
     * @param nowNanos by {@link System#nanoTime}
     */
    void failed(Throwable cause, long nowNanos) {
        if (faultsInARow == 0) {
            LOG.errorf(cause, "topic=%s ingest=fault; it goes on by itself, and repeats are not logged", topic);
        }
        faultsInARow++;
        lastFaultNanos = nowNanos;
        fault = cause + ", " + faultsInARow + " times";
        observer.faulted(cause);
    }

    /** How long to pause after the last failure: longer and longer. */
    Duration pause() {
        return backoff.after(faultsInARow);
    }

    /**
     * Everything was looked at, and nothing failed: a fault that has not come back is over.
     *
     * @param nowNanos by {@link System#nanoTime}
     * @param wait for how long it has to stay away, beside a pause
     */
    void allIsWell(long nowNanos, Duration wait) {
        if (faultsInARow > 0 && nowNanos - lastFaultNanos > wait.plus(pause()).toNanos()) {
            LOG.infof("topic=%s ingest=recovered failures=%d", topic, faultsInARow);
            faultsInARow = 0;
            fault = null;
        }
    }
}
