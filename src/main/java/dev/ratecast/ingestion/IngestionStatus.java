package dev.ratecast.ingestion;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How ingestion stands in this replica.
 *
 * @param partitions for each assigned partition what it does: {@code reading}, {@code acquiring},
 *     {@code stopped: …} with the reason, which a person has to resolve, or {@code fault: …} where something failed that
 *     should not, and is tried again
 * @param waitingFor the last problem where the consumer waits for something that is away, else null
 * @param fault what failed outside of any partition, else null
 */
public record IngestionStatus(Map<Integer, String> partitions, @Nullable String waitingFor, @Nullable String fault) {
    /** The start of the text of a stopped partition. */
    public static final String STOPPED = "stopped: ";

    /** The start of the text of a partition at which something failed. */
    public static final String FAULT = "fault: ";

    public IngestionStatus {
        partitions = Map.copyOf(partitions);
    }

    /** Whether nothing is stopped, nothing is waited for, and nothing failed that was not made good. */
    public boolean isHealthy() {
        return waitingFor == null
                && fault == null
                && partitions.values().stream().noneMatch(text -> text.startsWith(STOPPED) || text.startsWith(FAULT));
    }
}
