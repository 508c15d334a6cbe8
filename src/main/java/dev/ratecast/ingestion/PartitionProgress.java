package dev.ratecast.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * How far a batch moves one partition.
 *
 * @param ownerEpoch the epoch under which the owner was assigned the partition
 * @param fromOffset the stored offset that the owner knows
 * @param nextOffset the offset to read next, once the batch is applied
 * @param leaderEpoch under which the broker wrote the record before {@code nextOffset}; null where that is not known
 */
public record PartitionProgress(
        int partition, long ownerEpoch, long fromOffset, long nextOffset, @Nullable Integer leaderEpoch) {
    public PartitionProgress {
        if (nextOffset < fromOffset) {
            throw new IllegalArgumentException(
                    "partition " + partition + " cannot go back from " + fromOffset + " to " + nextOffset);
        }
    }

    /** By records whose leader epoch is not known. */
    public PartitionProgress(int partition, long ownerEpoch, long fromOffset, long nextOffset) {
        this(partition, ownerEpoch, fromOffset, nextOffset, null);
    }
}
