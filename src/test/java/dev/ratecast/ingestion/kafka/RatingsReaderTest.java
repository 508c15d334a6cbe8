package dev.ratecast.ingestion.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import dev.ratecast.testing.SilentObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatingsReaderTest {
    private static final String TOPIC = "ratings";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private static final TopicPartition OTHER = new TopicPartition(TOPIC, 1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Client client = new Client();
    private final OffsetRows rows = new OffsetRows();
    private final Told told = new Told();
    private final AcquisitionRetries retries = new AcquisitionRetries(TOPIC, PAUSE);
    private final OwnedPartitions owned = new OwnedPartitions(TOPIC, rows, new TopicLook(admin(), TOPIC));
    private final RatingsReader reader = new RatingsReader(
            client,
            owned,
            retries,
            new PartitionFaults(TOPIC, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 1)),
            new RecordJudge(record -> new Verdict.Invalid("empty", "for the test")),
            told,
            TOPIC);

    @BeforeEach
    void read_two_records() throws InterruptedException {
        reader.subscribe(() -> {});
        client.updateBeginningOffsets(Map.of(PARTITION, 0L, OTHER, 0L));
        client.rebalance(List.of(PARTITION));
        reader.acquireWaiting(true);
        client.add(0);
        client.add(1);
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(0L, 1L);
    }

    @Test
    void what_was_read_and_not_applied_is_read_again() {
        reader.rewind();

        client.add(0);
        client.add(1);
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(0L, 1L);
    }

    @Test
    void a_partition_that_the_client_does_not_go_back_in_is_not_read_on_until_it_is_acquired_again() throws Exception {
        client.failing = true;
        assertThatThrownBy(reader::rewind).isInstanceOf(KafkaException.class);
        client.failing = false;

        client.add(2);
        assertThat(reader.poll(Duration.ZERO)).isEmpty();

        reader.acquireWaiting(true);
        client.add(0);
        client.add(1);
        client.add(2);
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_partition_that_cannot_be_acquired_holds_up_no_other_one_and_is_tried_again_after_a_pause() throws Exception {
        client.rebalance(List.of());
        rows.lock(0);
        client.rebalance(List.of(PARTITION, OTHER));

        reader.acquireWaiting(true);
        reader.acquireWaiting(true);
        assertThat(owned.reading()).containsExactly(1);
        assertThat(retries.waitingFor()).isEqualTo("partition 0: its row is locked");
        assertThat(told.retries).isEqualTo(1);

        client.addRecord(new ConsumerRecord<>(TOPIC, 1, 0, "7".getBytes(UTF_8), new byte[0]));
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(0L);

        rows.unlock(0);
        Thread.sleep(PAUSE.toMillis() + 1);
        reader.acquireWaiting(false);
        assertThat(owned.reading()).containsExactlyInAnyOrder(0, 1);
        assertThat(retries.waitingFor()).isNull();
    }

    @Test
    void a_partition_that_stops_has_no_lag_and_counts_as_stopped_until_its_offset_is_set() throws Exception {
        rows.set(TOPIC, 0, "another topic", 0);
        reader.reacquire(List.of(0));
        assertThat(told.released).containsExactly(0);

        reader.acquireWaiting(true);
        assertThat(owned.isStopped(0)).isTrue();
        assertThat(told.stopped).isEqualTo(1);
        reader.reportLag();
        assertThat(told.lags).isEmpty();

        rows.set(TOPIC, 0, new OneTopic(TOPIC).topicId(), 0);
        reader.acquireWaiting(true);
        assertThat(told.stopped).isZero();
    }

    @Test
    void a_log_that_was_cut_below_what_is_applied_stops_the_partition_until_its_offset_is_set() throws Exception {
        apply(2, 5);

        reader.truncated(cutAt(1));
        reader.acquireWaiting(true);

        assertThat(owned.describe().get(0)).startsWith("stopped: offset 2 is gone, the topic was cut at 1");
        assertThat(told.stopped).isEqualTo(1);
        assertThat(told.released).containsExactly(0);
        client.add(2);
        assertThat(reader.poll(Duration.ZERO)).isEmpty();

        rows.set(TOPIC, 0, new OneTopic(TOPIC).topicId(), 1);
        reader.acquireWaiting(true);
        assertThat(owned.isReading(0)).isTrue();
        assertThat(told.stopped).isZero();
    }

    @Test
    void a_log_that_was_cut_nobody_knows_where_stops_the_partition() throws Exception {
        apply(2, 5);

        reader.truncated(new LogTruncationException(Map.of(PARTITION, 2L), Map.of()));
        reader.acquireWaiting(true);

        assertThat(owned.describe().get(0)).startsWith("stopped: offset 2 is gone, the topic was cut before it");
    }

    @Test
    void a_log_that_was_cut_above_what_is_applied_is_read_again() throws Exception {
        apply(1, 5);

        reader.truncated(cutAt(1));
        reader.acquireWaiting(true);

        client.add(1);
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(1L);
    }

    @Test
    void the_client_is_told_under_which_leader_the_record_before_its_place_was_written() throws Exception {
        client.add(2, 7);
        Slice slice = reader.poll(Duration.ZERO).get(0);
        assertThat(slice.progress().leaderEpoch()).isEqualTo(7);

        owned.applied(slice.progress());
        reader.rewind();
        assertThat(client.sought).isEqualTo(new OffsetAndMetadata(3, Optional.of(7), ""));

        rows.put(new StoredOffset(0, rows.of(0).topicId(), 3, 1, 8));
        reader.reacquire(List.of(0));
        reader.acquireWaiting(false);
        assertThat(client.sought).isEqualTo(new OffsetAndMetadata(3, Optional.of(8), ""));
    }

    @Test
    void a_partition_whose_place_the_client_still_compares_with_the_log_holds_up_no_other_one() throws Exception {
        client.rebalance(List.of(PARTITION, OTHER));
        reader.acquireWaiting(true);
        client.comparing = true;

        client.addRecord(new ConsumerRecord<>(TOPIC, 1, 0, "7".getBytes(UTF_8), new byte[0]));
        assertThat(offsets(reader.poll(Duration.ZERO))).containsExactly(0L);
    }

    /** The store has applied what was read up to here. */
    private void apply(long offset, int leaderEpoch) {
        StoredOffset row = rows.of(0);
        rows.put(new StoredOffset(0, row.topicId(), offset, row.ownerEpoch(), leaderEpoch));
        owned.applied(new PartitionProgress(0, row.ownerEpoch(), 0, offset, leaderEpoch));
    }

    private static LogTruncationException cutAt(long offset) {
        return new LogTruncationException(
                Map.of(PARTITION, 2L), Map.of(PARTITION, new OffsetAndMetadata(offset, Optional.of(4), "")));
    }

    private static List<Long> offsets(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> slice.records().stream())
                .map(judged -> judged.record().offset())
                .toList();
    }

    /** A client whose way back can be barred. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        private boolean failing;
        private boolean comparing;
        private @Nullable OffsetAndMetadata sought;

        Client() {
            super("none");
        }

        void add(long offset) {
            add(offset, 5);
        }

        void add(long offset, int leaderEpoch) {
            addRecord(new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    1,
                    0,
                    "7".getBytes(UTF_8),
                    new byte[0],
                    new RecordHeaders(),
                    Optional.of(leaderEpoch)));
        }

        @Override
        public void seek(TopicPartition partition, OffsetAndMetadata offset) {
            if (failing) {
                throw new KafkaException("for the test");
            }
            sought = offset;
            super.seek(partition, offset);
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration patience) {
            if (comparing) {
                throw new TimeoutException("for the test");
            }
            return super.position(partition, patience);
        }
    }

    private static final class Told extends SilentObserver {
        private final List<Integer> released = new ArrayList<>();
        private final Map<Integer, Long> lags = new HashMap<>();
        private int stopped;
        private int retries;

        @Override
        public void released(int partition) {
            released.add(partition);
        }

        @Override
        public void lag(int partition, long records) {
            lags.put(partition, records);
        }

        @Override
        public void stopped(int partitions) {
            stopped = partitions;
        }

        @Override
        public void retrying(Throwable cause) {
            retries++;
        }
    }

    /** Says that there is one topic, and that its partitions begin at 0. */
    static Admin admin() {
        return new OneTopic(TOPIC).client();
    }
}
