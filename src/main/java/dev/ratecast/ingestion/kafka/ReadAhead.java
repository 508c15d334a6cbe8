package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.kafka.PolledBatch.Judged;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What was polled while the store worked on the batch before: the next batch, as far as it has come. Several polls of a
 * partition become one slice. Owned by the ingestion thread.
 */
final class ReadAhead {
    private final String topic;
    private final NavigableMap<Integer, Slice> slices = new TreeMap<>();
    private int size;

    ReadAhead(String topic) {
        this.topic = topic;
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** How many records there are. */
    int size() {
        return size;
    }

    /** Adds a slice that begins where the partition's last one ended. */
    void add(Slice slice) {
        size += slice.records().size();
        slices.merge(slice.progress().partition(), slice, ReadAhead::joined);
    }

    /** Takes everything, or, where a partition is suspect, that one's slice alone. */
    PolledBatch take(IntPredicate suspect) {
        Optional<Integer> alone = slices.keySet().stream().filter(suspect::test).findFirst();
        List<Slice> taken = alone.isPresent() ? List.of(slices.get(alone.get())) : List.copyOf(slices.values());
        PolledBatch batch = new PolledBatch(topic, taken);
        drop(batch.partitionNumbers());
        return batch;
    }

    /** Forgets what was read of these partitions. */
    void drop(Collection<Integer> partitions) {
        slices.keySet().removeAll(partitions);
        size = slices.values().stream()
                .mapToInt(slice -> slice.records().size())
                .sum();
    }

    /** Forgets what was read of other partitions. */
    void keepOnly(Set<Integer> partitions) {
        drop(slices.keySet().stream().filter(p -> !partitions.contains(p)).toList());
    }

    /** Forgets everything. */
    void clear() {
        slices.clear();
        size = 0;
    }

    private static Slice joined(Slice first, Slice second) {
        PartitionProgress begin = first.progress();
        List<Judged> records =
                first.records() instanceof ArrayList<Judged> grown ? grown : new ArrayList<>(first.records());
        records.addAll(second.records());
        return new Slice(
                new PartitionProgress(
                        begin.partition(),
                        begin.ownerEpoch(),
                        begin.fromOffset(),
                        second.progress().nextOffset()),
                records);
    }
}
