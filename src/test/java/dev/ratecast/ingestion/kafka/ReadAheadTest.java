package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.PolledBatch.Judged;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Nothing is read ahead beyond the largest batch, by records and by bytes. */
class ReadAheadTest {
    private static final int MAX_RECORDS = 1_000;
    private static final int MIB = 1 << 20;

    private final ReadAhead ahead = new ReadAhead("ratings", MAX_RECORDS);

    @Test
    void it_ends_where_another_poll_might_exceed_the_largest_batch() {
        ahead.add(slice(0, 700, 10));

        assertThat(ahead.hasRoomFor(300)).isTrue();
        assertThat(ahead.hasRoomFor(301)).isFalse();
    }

    @Test
    void it_ends_where_the_values_are_large_however_few_they_are() {
        ahead.add(slice(0, 20, MIB));
        assertThat(ahead.hasRoomFor(1)).isTrue();

        ahead.add(slice(1, 12, MIB));
        assertThat(ahead.hasRoomFor(1)).isFalse();
    }

    @Test
    void it_ends_where_the_headers_are_large_too() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("ratings", 0, 0, null, new byte[0]);
        record.headers().add("a".repeat(MIB), new byte[MIB]).add("b", null);

        ahead.add(slice(0, 15, record));
        assertThat(ahead.hasRoomFor(1)).isTrue();

        ahead.add(slice(1, 1, record));
        assertThat(ahead.hasRoomFor(1)).isFalse();
    }

    @Test
    void what_is_taken_or_dropped_makes_room() {
        ahead.add(slice(0, 32, MIB));
        ahead.take(partition -> false);
        assertThat(ahead.hasRoomFor(MAX_RECORDS)).isTrue();

        ahead.add(slice(0, 20, MIB));
        ahead.add(slice(1, 20, MIB));
        ahead.drop(List.of(1));
        assertThat(ahead.hasRoomFor(1)).isTrue();

        ahead.add(slice(0, 20, MIB));
        assertThat(ahead.hasRoomFor(1)).isFalse();
        ahead.clear();
        assertThat(ahead.hasRoomFor(MAX_RECORDS)).isTrue();
    }

    private static Slice slice(int partition, int records, int valueBytes) {
        return slice(partition, records, new ConsumerRecord<>("ratings", partition, 0, null, new byte[valueBytes]));
    }

    private static Slice slice(int partition, int records, ConsumerRecord<byte[], byte[]> record) {
        return new Slice(
                new PartitionProgress(partition, 1, 0, records),
                Collections.nCopies(records, new Judged(record, new Verdict.Invalid("empty", "for the test"))));
    }
}
