package dev.ratecast.ingestion;

import java.util.Set;

/** Another owner has taken over these partitions, or the offset has moved. Nothing was written; read the offset again. */
public final class StalePartitionsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<Integer> partitions;

    public StalePartitionsException(String topic, Set<Integer> partitions) {
        super("topic=" + topic + " partitions=" + partitions + " are owned by another consumer or have moved on");
        this.partitions = Set.copyOf(partitions);
    }

    public Set<Integer> partitions() {
        return partitions;
    }
}
