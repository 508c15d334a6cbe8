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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What was polled while the store worked on the batch before: the next batch, as far as it has come. Several polls of a
 * partition become one slice. It is bounded by the number of records and by what they hold, so that a backlog of large
 * values does not fill the heap. Owned by the ingestion thread.
 */
final class ReadAhead {
    private static final long LARGEST_BYTES = 32L << 20;

    private final String topic;
    private final int maxRecords;
    private final NavigableMap<Integer, Slice> slices = new TreeMap<>();
    private int size;
    private long bytes;

    /** @param maxRecords of one batch */
    ReadAhead(String topic, int maxRecords) {
        this.topic = topic;
        this.maxRecords = maxRecords;
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** How many records there are. */
    int size() {
        return size;
    }

    /** Whether one more poll, of so many records at most, belongs to the same batch. */
    boolean hasRoomFor(int records) {
        return size + records <= maxRecords && bytes < LARGEST_BYTES;
    }

    /** Adds a slice that begins where the partition's last one ended. */
    void add(Slice slice) {
        size += slice.records().size();
        bytes += bytes(slice);
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
        bytes = slices.values().stream().mapToLong(ReadAhead::bytes).sum();
    }

    /** Forgets what was read of other partitions. */
    void keepOnly(Set<Integer> partitions) {
        drop(slices.keySet().stream().filter(p -> !partitions.contains(p)).toList());
    }

    /** Forgets everything. */
    void clear() {
        slices.clear();
        size = 0;
        bytes = 0;
    }

    /** Of keys, values and headers as they came. */
    private static long bytes(Slice slice) {
        return slice.records().stream()
                .map(Judged::record)
                .mapToLong(record -> length(record.key()) + length(record.value()) + bytes(record.headers()))
                .sum();
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
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
                        second.progress().nextOffset(),
                        second.progress().leaderEpoch()),
                records);
    }
}
