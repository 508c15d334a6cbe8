package dev.ratecast.ingestion;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How ingestion stands in this replica.
 *
 * @param partitions for each assigned partition what it does: {@code reading}, {@code acquiring}, or
 *     {@code stopped: …} with the reason, which a person has to resolve
 * @param waitingFor the last fault where the consumer waits for something that is away, else null
 */
public record IngestionStatus(Map<Integer, String> partitions, @Nullable String waitingFor) {
    /** The start of the text of a stopped partition. */
    public static final String STOPPED = "stopped: ";

    public IngestionStatus {
        partitions = Map.copyOf(partitions);
    }

    /** Whether nothing is stopped and nothing is waited for. */
    public boolean isHealthy() {
        return waitingFor == null && partitions.values().stream().noneMatch(text -> text.startsWith(STOPPED));
    }
}
