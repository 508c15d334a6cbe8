package dev.ratecast.ingestion.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import dev.ratecast.testing.SilentObserver;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatingsReaderTest {
    private static final String TOPIC = "ratings";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final Client client = new Client();
    private final OwnedPartitions owned = new OwnedPartitions(TOPIC, new NoOffsets(), new TopicLook(admin(), TOPIC));
    private final RatingsReader reader = new RatingsReader(
            client,
            owned,
            new PartitionFaults(TOPIC, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 1)),
            new RecordJudge((version, key, value, timestamp) -> new Verdict.Invalid("empty", "for the test")),
            new SilentObserver(),
            TOPIC);

    @BeforeEach
    void read_two_records() throws InterruptedException {
        reader.subscribe(() -> {});
        client.updateBeginningOffsets(Map.of(PARTITION, 0L));
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

    private static List<Long> offsets(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> slice.records().stream())
                .map(judged -> judged.record().offset())
                .toList();
    }

    /** A client whose way back can be barred. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        private boolean failing;

        Client() {
            super("none");
        }

        void add(long offset) {
            addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "7".getBytes(UTF_8), new byte[0]));
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            if (failing) {
                throw new KafkaException("for the test");
            }
            super.seek(partition, offset);
        }
    }

    /** Says that there is one topic, and that its partition begins at 0. */
    static Admin admin() {
        TopicDescription description = new TopicDescription(TOPIC, false, List.of(), null, new Uuid(1, 1));
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (self, method, given) -> switch (method.getName()) {
                    case "describeTopics" ->
                        new DescribeTopicsResult(null, Map.of(TOPIC, KafkaFuture.completedFuture(description))) {};
                    case "listOffsets" ->
                        new ListOffsetsResult(Map.of(
                                PARTITION,
                                KafkaFuture.completedFuture(new ListOffsetsResultInfo(0, -1, Optional.empty()))));
                    default -> null;
                });
    }
}
