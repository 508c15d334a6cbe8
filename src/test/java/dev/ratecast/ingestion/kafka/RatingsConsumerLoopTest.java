package dev.ratecast.ingestion.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.testing.Settings;
import dev.ratecast.testing.SilentObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop with a store and clients that a test plays; no record of its topic is an event. */
class RatingsConsumerLoopTest {
    private static final String TOPIC = "ratings";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int MAX_BATCH = 4;

    private final Client client = new Client();
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Queue<EventBatch> batches = new ConcurrentLinkedQueue<>();
    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private @Nullable RatingsConsumer consumer;
    private @Nullable Thread loop;

    @AfterEach
    void end() throws InterruptedException {
        storeAnswers.countDown();
        if (consumer != null && loop != null) {
            consumer.close();
            loop.join();
        }
    }

    @Test
    void it_stays_a_member_of_its_group_while_the_store_takes_long_and_no_more_can_be_read_ahead() {
        CountDownLatch storeWorks = new CountDownLatch(1);
        AtomicInteger pollsWhenFull = new AtomicInteger();
        client.schedulePollTask(() -> client.rebalance(List.of(PARTITION)));
        client.schedulePollTask(() -> client.add(0));
        client.schedulePollTask(() -> {
            await(storeWorks);
            for (int i = 1; i <= MAX_BATCH; i++) {
                client.add(i);
            }
            pollsWhenFull.set(client.polls.get());
        });
        start(batch -> {
            batches.add(batch);
            storeWorks.countDown();
            await(storeAnswers);
            return EffectCounts.NONE;
        });

        Awaitility.await().until(() -> pollsWhenFull.get() > 0 && client.polls.get() > pollsWhenFull.get() + 2);

        storeAnswers.countDown();
        Awaitility.await().until(() -> batches.size() == 2);
        assertThat(batches)
                .extracting(batch -> batch.progress().get(0).nextOffset())
                .containsExactly(1L, 1L + MAX_BATCH);
    }

    @Test
    void what_is_no_event_at_an_offset_of_before_has_a_letter_of_its_own_where_the_partition_was_away() {
        client.schedulePollTask(() -> client.rebalance(List.of(PARTITION)));
        client.schedulePollTask(() -> client.add(0));
        client.schedulePollTask(() -> {
            client.rebalance(List.of());
            client.rebalance(List.of(PARTITION));
        });
        client.schedulePollTask(() -> client.add(0));
        start(batch -> {
            batches.add(batch);
            if (batches.size() == 1) {
                throw new StoreUnavailableException("away", new SQLException());
            }
            return EffectCounts.NONE;
        });

        Awaitility.await().until(() -> batches.size() == 2);
        assertThat(letters.history()).hasSize(2);
    }

    private void start(RatingStore store) {
        client.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer = new RatingsConsumer(
                Settings.of(
                        IngestionConfig.class,
                        Map.of(
                                "ratecast.ingestion.max-batch",
                                Integer.toString(MAX_BATCH),
                                "ratecast.ingestion.retry-pause",
                                "10ms")),
                record -> new Verdict.Invalid("empty", "for the test"),
                store,
                new NoOffsets(),
                new SilentObserver(),
                new TopicLook(RatingsReaderTest.admin(), TOPIC),
                () -> new DeadLetters(letters, "ratings-dead-letter"),
                () -> client);
        loop = new Thread(consumer, "ingest-under-test");
        loop.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Client extends MockConsumer<byte[], byte[]> {
        private final AtomicInteger polls = new AtomicInteger();

        Client() {
            super("none");
        }

        void add(long offset) {
            addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "7".getBytes(UTF_8), new byte[0]));
        }

        /** A real one waits for records; this one for a moment. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
            polls.incrementAndGet();
            LockSupport.parkNanos(1_000_000);
            return super.poll(patience);
        }
    }
}
