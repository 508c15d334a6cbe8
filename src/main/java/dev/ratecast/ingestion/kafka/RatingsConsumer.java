package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StalePartitionsException;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.PolledBatch.Judged;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop that brings ratings from Kafka to the store.
 *
 * <p>Each poll is one batch: judged, its dead letters acknowledged by the broker, then applied with its offsets in one
 * transaction. Whatever fails on the way is tried again until it succeeds or the partition is taken away; in between
 * the consumer keeps polling, with its partitions paused, so that it stays a member of its group. The offsets committed
 * to Kafka are for lag tools only.
 */
public final class RatingsConsumer implements Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RatingsConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final IngestionConfig config;
    private final RatingEventParser parser;
    private final IngestionObserver observer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DeadLetters deadLetters;
    private final TopicLook look;
    private final OwnedPartitions owned;
    private final BatchApplier applier;

    private volatile boolean closing;
    private volatile @Nullable String waitingFor;
    private Instant nextRecheck = Instant.MIN;

    /**
     * A consumer that begins when it is run, on one thread.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public RatingsConsumer(
            Map<String, Object> kafka,
            IngestionConfig config,
            RatingEventParser parser,
            RatingStore store,
            OffsetStore offsets,
            IngestionObserver observer) {
        this(kafka, config, parser, store, offsets, observer, new TopicLook(kafka, config.topic()));
    }

    /**
     * The same, with a look at the topic that the consumer closes in the end.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public RatingsConsumer(
            Map<String, Object> kafka,
            IngestionConfig config,
            RatingEventParser parser,
            RatingStore store,
            OffsetStore offsets,
            IngestionObserver observer,
            TopicLook look) {
        this.config = config;
        this.parser = parser;
        this.observer = observer;
        this.consumer = new KafkaConsumer<>(
                ConsumerSettings.of(kafka, config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.deadLetters = new DeadLetters(kafka, config.deadLetterTopic());
        this.look = look;
        this.owned = new OwnedPartitions(config.topic(), offsets, look);
        this.applier = new BatchApplier(store, deadLetters, owned, observer);
    }

    /** How ingestion stands; from any thread. */
    public IngestionStatus status() {
        return new IngestionStatus(owned.describe(), waitingFor);
    }

    @Override
    public void run() {
        consumer.subscribe(List.of(config.topic()), new Assignment());
        try {
            while (!closing) {
                try {
                    acquireWaiting();
                    PolledBatch batch = judge(consumer.poll(POLL));
                    if (!batch.isEmpty() && isSameTopic()) {
                        process(batch);
                    }
                    reportLag();
                } catch (InvalidOffsetException e) {
                    LOG.warnf("topic=%s partitions=%s ask=again reason=\"%s\"", config.topic(), e.partitions(), e);
                    rewind();
                    reacquire(partitionsOf(e.partitions()));
                } catch (StoreUnavailableException | KafkaException e) {
                    rewind();
                    if (!(e instanceof WakeupException)) {
                        pauseFor(e);
                    }
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close();
            deadLetters.close();
            look.close();
        }
    }

    /** Asks the loop to end after the batch in hand; returns at once. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
    }

    private void acquireWaiting() throws InterruptedException {
        boolean recheck = Instant.now().isAfter(nextRecheck);
        if (recheck) {
            nextRecheck = Instant.now().plus(config.recheck());
            isSameTopic();
            checkEpochs();
        }
        for (int partition : owned.waiting()) {
            boolean stopped = owned.describe().getOrDefault(partition, "").startsWith(IngestionStatus.STOPPED);
            if (stopped && !recheck) {
                continue;
            }
            TopicPartition topicPartition = new TopicPartition(config.topic(), partition);
            owned.acquire(partition)
                    .ifPresentOrElse(
                            offset -> {
                                consumer.seek(topicPartition, offset);
                                consumer.resume(Set.of(topicPartition));
                                LOG.infof("topic=%s partition=%d reads-from=%d", config.topic(), partition, offset);
                            },
                            () -> LOG.errorf(
                                    "topic=%s partition=%d %s",
                                    config.topic(), partition, owned.describe().get(partition)));
        }
        waitingFor = null;
    }

    /**
     * Whether the topic is still the one that was acquired; where not, its partitions are acquired anew, and stop. A topic
     * that was deleted and created again keeps its name, and the client reads on in it. Asked after each poll and before
     * anything of it is applied, so that no record of another topic is taken for one of ours.
     */
    private boolean isSameTopic() throws InterruptedException {
        boolean another = look.topicId().map(owned::isAnotherTopic).orElse(false);
        if (another) {
            reacquire(partitionsOf(consumer.assignment()));
        }
        return !another;
    }

    /** An offset that was set by hand holds even where no new record comes that would find the epoch raised. */
    private void checkEpochs() {
        List<Integer> overtaken = owned.overtaken();
        if (!overtaken.isEmpty()) {
            LOG.infof("topic=%s partitions=%s offset=\"set elsewhere\"", config.topic(), overtaken);
            reacquire(overtaken);
        }
    }

    private PolledBatch judge(ConsumerRecords<byte[], byte[]> records) {
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition topicPartition : consumer.assignment()) {
            int partition = topicPartition.partition();
            if (!owned.isReading(partition)) {
                continue;
            }
            OffsetAndMetadata end = records.nextOffsets().get(topicPartition);
            // Without records the position may still pass the marker of a transaction.
            long next = end != null ? end.offset() : consumer.position(topicPartition);
            List<Judged> judged = records.records(topicPartition).stream()
                    .map(record -> new Judged(record, judge(record)))
                    .toList();
            if (next > owned.nextOffset(partition)) {
                slices.add(new Slice(owned.progress(partition, next), judged));
            }
        }
        slices.sort(Comparator.comparingInt(slice -> slice.progress().partition()));
        return new PolledBatch(config.topic(), slices);
    }

    private Verdict judge(ConsumerRecord<byte[], byte[]> record) {
        Header version = record.headers().lastHeader(RatingEventParser.VERSION_HEADER);
        return parser.parse(version == null ? null : version.value(), record.key(), record.value(), record.timestamp());
    }

    private void process(PolledBatch polled) throws InterruptedException {
        if (polled.isEmpty()) {
            return;
        }
        Instant begun = Instant.now();
        PolledBatch batch = polled;
        boolean lettersWritten = false;
        while (!batch.isEmpty() && !closing) {
            try {
                if (!lettersWritten) {
                    applier.writeDeadLetters(batch);
                    lettersWritten = true;
                }
                EffectCounts effects = applier.apply(batch);
                waitingFor = null;
                consumer.resume(readingNow());
                commitForLagTools(batch);
                observer.applied(effects, batch.size(), Duration.between(begun, Instant.now()));
                return;
            } catch (StalePartitionsException e) {
                LOG.warn(e.getMessage());
                batch = batch.without(e.partitions());
                reacquire(assignedOf(e.partitions()));
            } catch (StoreUnavailableException | KafkaException e) {
                if (!(e instanceof WakeupException)) {
                    pauseFor(e);
                }
                // Tried again as it is: if the commit went through after all, the offsets have moved and it is stale.
                batch = batch.without(lostOf(batch));
            }
        }
    }

    /** Waits a little with all partitions paused, still polling, so that the group keeps this member. */
    private void pauseFor(Exception cause) {
        if (waitingFor == null) {
            LOG.warnf("ingest=waiting reason=\"%s\"", cause.getMessage());
        }
        waitingFor = String.valueOf(cause.getMessage());
        observer.retrying(cause);
        consumer.pause(consumer.assignment());
        Instant end = Instant.now().plus(config.retryPause());
        try {
            while (!closing && Instant.now().isBefore(end)) {
                consumer.poll(POLL);
            }
        } catch (WakeupException e) {
            // close() asked for it, and the loop looks at that next
        } catch (KafkaException e) {
            LOG.debugf(e, "poll while waiting");
            sleepUntil(end);
        }
        if (!closing) {
            consumer.resume(readingNow());
        }
    }

    private static void sleepUntil(Instant end) {
        try {
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes back to where the store stands. A poll that ends in a fault has moved the client past records that nobody
     * applied; the next batch would move the stored offset past them too.
     */
    private void rewind() {
        for (TopicPartition topicPartition : readingNow()) {
            consumer.seek(topicPartition, owned.nextOffset(topicPartition.partition()));
        }
    }

    /** Reads these partitions' offsets from the store again before anything more is read of them. */
    private void reacquire(Collection<Integer> partitions) {
        consumer.pause(partitions.stream()
                .map(partition -> new TopicPartition(config.topic(), partition))
                .toList());
        owned.add(partitions);
    }

    private Set<TopicPartition> readingNow() {
        return consumer.assignment().stream()
                .filter(topicPartition -> owned.isReading(topicPartition.partition()))
                .collect(Collectors.toSet());
    }

    private Set<Integer> lostOf(PolledBatch batch) {
        return partitionsIn(batch).stream()
                .filter(partition -> !owned.isReading(partition))
                .collect(Collectors.toSet());
    }

    private List<Integer> assignedOf(Set<Integer> partitions) {
        return partitionsOf(consumer.assignment()).stream()
                .filter(partitions::contains)
                .toList();
    }

    private void commitForLagTools(PolledBatch batch) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Slice slice : batch.partitions()) {
            offsets.put(
                    new TopicPartition(batch.topic(), slice.progress().partition()),
                    new OffsetAndMetadata(slice.progress().nextOffset()));
        }
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                LOG.debugf("lag tools will see an old offset: %s", failure.getMessage());
            }
        });
    }

    private void reportLag() {
        for (TopicPartition topicPartition : readingNow()) {
            consumer.currentLag(topicPartition).ifPresent(lag -> observer.lag(topicPartition.partition(), lag));
        }
    }

    private static Set<Integer> partitionsIn(PolledBatch batch) {
        return batch.partitions().stream()
                .map(slice -> slice.progress().partition())
                .collect(Collectors.toSet());
    }

    private static List<Integer> partitionsOf(Collection<TopicPartition> topicPartitions) {
        return topicPartitions.stream().map(TopicPartition::partition).toList();
    }

    /** Follows the group's assignments. Runs inside poll, on the ingestion thread. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Any position will do until the stored offset is known: nothing is read while paused.
            consumer.pause(partitions);
            consumer.seekToBeginning(partitions);
            owned.add(partitionsOf(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            owned.remove(partitionsOf(partitions));
            partitions.forEach(topicPartition -> observer.released(topicPartition.partition()));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            onPartitionsRevoked(partitions);
        }
    }
}
