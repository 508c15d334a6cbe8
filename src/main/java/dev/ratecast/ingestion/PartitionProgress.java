package dev.ratecast.ingestion;

/**
 * How far a batch moves one partition.
 *
 * @param ownerEpoch the epoch under which the owner was assigned the partition
 * @param fromOffset the stored offset that the owner knows
 * @param nextOffset the offset to read next, once the batch is applied
 */
public record PartitionProgress(int partition, long ownerEpoch, long fromOffset, long nextOffset) {
    public PartitionProgress {
        if (nextOffset < fromOffset) {
            throw new IllegalArgumentException(
                    "partition " + partition + " cannot go back from " + fromOffset + " to " + nextOffset);
        }
    }
}
