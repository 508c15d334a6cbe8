package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The member of the consumer group: polls the partitions that are acquired, each from where the store stands. A
 * partition that is not acquired yet, or rests after a fault, is paused. Owned by the ingestion thread.
 */
final class RatingsReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RatingsReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final OwnedPartitions owned;
    private final AcquisitionRetries retries;
    private final PartitionFaults faults;
    private final RecordJudge judge;
    private final IngestionObserver observer;

    /** A member by this client, which it closes in the end. */
    RatingsReader(
            Consumer<byte[], byte[]> consumer,
            OwnedPartitions owned,
            AcquisitionRetries retries,
            PartitionFaults faults,
            RecordJudge judge,
            IngestionObserver observer,
            String topic) {
        this.topic = topic;
        this.consumer = consumer;
        this.owned = owned;
        this.retries = retries;
        this.faults = faults;
        this.judge = judge;
        this.observer = observer;
    }

    /**
     * Joins the group.
     *
     * @param beforeRevocation called before partitions are given up
     */
    void subscribe(Runnable beforeRevocation) {
        consumer.subscribe(List.of(topic), new Assignment(beforeRevocation));
    }

    /** Makes a running or the next poll end at once; from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /**
     * Acquires the partitions that wait for it. One that the broker or the store does not answer on ends the tries of this
     * round, and is left for a while, so that the others are read meanwhile.
     *
     * @param stoppedToo also those that wait for a person
     */
    void acquireWaiting(boolean stoppedToo) throws InterruptedException {
        for (int partition : retries.due(owned.waiting(), System.nanoTime())) {
            if ((stoppedToo || !owned.isStopped(partition)) && !acquire(partition)) {
                break;
            }
        }
        observer.stopped(owned.stopped());
    }

    /** @return false where a server is away */
    private boolean acquire(int partition) throws InterruptedException {
        long begun = System.nanoTime();
        boolean acquired;
        try {
            acquired = owned.acquire(partition);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!IngestionTrouble.isOutage(e)) {
                throw e;
            }
            retries.failed(partition, e, begun, System.nanoTime());
            observer.retrying(e);
            return false;
        }
        retries.remove(List.of(partition));
        if (acquired) {
            consumer.seek(new TopicPartition(topic, partition), owned.appliedPosition(partition));
            LOG.infof("topic=%s partition=%d reads-from=%d", topic, partition, owned.appliedOffset(partition));
        } else {
            LOG.errorf(
                    "topic=%s partition=%d %s",
                    topic, partition, owned.describe().get(partition));
        }
        return true;
    }

    /** What has come since the last poll, by partition. */
    List<Slice> poll(Duration patience) {
        consumer.resume(readable());
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition topicPartition : consumer.assignment()) {
            int partition = topicPartition.partition();
            if (owned.isReading(partition) && !faults.isResting(partition, System.nanoTime())) {
                Slice slice = slice(topicPartition, records);
                if (slice.progress().nextOffset() > slice.progress().fromOffset()) {
                    slices.add(slice);
                }
            }
        }
        return slices;
    }

    private Slice slice(TopicPartition topicPartition, ConsumerRecords<byte[], byte[]> records) {
        int partition = topicPartition.partition();
        OffsetAndMetadata end = records.nextOffsets().get(topicPartition);
        // Without records the position may still pass the marker of a transaction.
        long next = end != null ? end.offset() : position(topicPartition);
        @Nullable Integer leaderEpoch = end != null ? end.leaderEpoch().orElse(null) : null;
        RecordJudge.Judgement judgement = judge.judge(unread(records.records(topicPartition), partition));
        Throwable fault = judgement.fault();
        if (fault != null) {
            next = judgement.faultOffset();
            leaderEpoch = null;
            faulted(Map.of(partition, next), fault);
            consumer.seek(topicPartition, next);
        }
        return new Slice(
                owned.read(partition, Math.max(next, owned.readOffset(partition)), leaderEpoch), judgement.judged());
    }

    /** Where the client is; still where it was read up to while it compares that with the log, which an absent leader may hold up. */
    private long position(TopicPartition topicPartition) {
        try {
            return consumer.position(topicPartition, Duration.ZERO);
        } catch (TimeoutException e) {
            return owned.readOffset(topicPartition.partition());
        }
    }

    /** Without records that were read before: a client whose position went back gives them again, and a slice holds each once. */
    private List<ConsumerRecord<byte[], byte[]>> unread(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        long from = owned.readOffset(partition);
        if (records.isEmpty() || records.get(0).offset() >= from) {
            return records;
        }
        LOG.warnf(
                "topic=%s partition=%d event=read-again offset=%d expected=%d",
                topic, partition, records.get(0).offset(), from);
        return records.stream().filter(record -> record.offset() >= from).toList();
    }

    /** Lets partitions rest that something failed at, given the offsets from which they are to be read again. */
    void faulted(Map<Integer, Long> offsets, Throwable fault) {
        observer.faulted(fault);
        offsets.forEach((partition, offset) -> faults.add(partition, offset, fault, System.nanoTime()));
        consumer.pause(assigned(offsets.keySet()));
    }

    /** Polls for a while with all partitions paused, so that the group keeps this member; a wakeup ends it. */
    void idle(Duration pause) throws InterruptedException {
        consumer.pause(consumer.assignment());
        long end = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
                consumer.poll(Duration.ofNanos(Math.min(POLL.toNanos(), left)));
            }
        } catch (WakeupException e) {
            // close() asked for it, and the loop looks at that next
        } catch (KafkaException e) {
            LOG.debugf(e, "poll while waiting");
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        }
    }

    /**
     * Goes back to where the store stands. A poll or a batch that ends in a fault has moved the client past records that
     * nobody applied; the next batch would move the stored offset past them too. Where the client does not go back, the
     * partitions are acquired again before anything more is read of them.
     */
    void rewind() {
        Set<TopicPartition> partitions = assigned(owned.reading());
        try {
            for (TopicPartition topicPartition : partitions) {
                consumer.seek(topicPartition, owned.appliedPosition(topicPartition.partition()));
                owned.rewind(topicPartition.partition());
            }
        } catch (RuntimeException | Error e) {
            release(partitions);
            owned.add(numbers(partitions));
            throw e;
        }
    }

    /** Reads the offsets of those of these partitions that are assigned from the store again, before anything more is read of them. */
    void reacquire(Collection<Integer> partitions) {
        Set<TopicPartition> assigned = assigned(partitions);
        leave(assigned);
        owned.add(numbers(assigned));
    }

    /** The topic's log was cut: stops the partitions of which records are gone that the store has applied, and reacquires the others. */
    void truncated(LogTruncationException cut) {
        Set<TopicPartition> assigned = assigned(numbers(cut.partitions()));
        leave(assigned);
        for (TopicPartition topicPartition : assigned) {
            OffsetAndMetadata end = cut.divergentOffsets().get(topicPartition);
            owned.truncated(topicPartition.partition(), end == null ? null : end.offset());
        }
        observer.stopped(owned.stopped());
    }

    /** Reads no more of these partitions for now. */
    private void leave(Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            consumer.pause(partitions);
            // Where the client compares its place with the log's epochs, it does so in a paused partition too.
            consumer.seekToBeginning(partitions);
            faults.remove(numbers(partitions));
            release(partitions);
        }
    }

    private void release(Collection<TopicPartition> partitions) {
        partitions.forEach(topicPartition -> observer.released(topicPartition.partition()));
    }

    void commitForLagTools(PolledBatch batch) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Slice slice : batch.partitions()) {
            offsets.put(
                    new TopicPartition(topic, slice.progress().partition()),
                    new OffsetAndMetadata(slice.progress().nextOffset()));
        }
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                LOG.debugf("lag tools will see an old offset: %s", failure.getMessage());
            }
        });
    }

    void reportLag() {
        for (TopicPartition topicPartition : assigned(owned.reading())) {
            int partition = topicPartition.partition();
            long unapplied = owned.readOffset(partition) - owned.appliedOffset(partition);
            consumer.currentLag(topicPartition).ifPresent(lag -> observer.lag(partition, lag + unapplied));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Set<TopicPartition> readable() {
        long now = System.nanoTime();
        return assigned(owned.reading()).stream()
                .filter(topicPartition -> !faults.isResting(topicPartition.partition(), now))
                .collect(Collectors.toSet());
    }

    private Set<TopicPartition> assigned(Collection<Integer> partitions) {
        return consumer.assignment().stream()
                .filter(topicPartition -> partitions.contains(topicPartition.partition()))
                .collect(Collectors.toSet());
    }

    private static List<Integer> numbers(Collection<TopicPartition> topicPartitions) {
        return topicPartitions.stream().map(TopicPartition::partition).toList();
    }

    /** Follows the group's assignments. Runs inside poll, on the ingestion thread. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Runnable beforeRevocation;

        Assignment(Runnable beforeRevocation) {
            this.beforeRevocation = beforeRevocation;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                // A rebalance that brings nothing new. For the client, no partitions would mean all that it has.
                return;
            }
            // Any position will do until the stored offset is known: nothing is read while paused.
            consumer.pause(partitions);
            consumer.seekToBeginning(partitions);
            owned.add(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            beforeRevocation.run();
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            owned.remove(numbers(partitions));
            retries.remove(numbers(partitions));
            faults.remove(numbers(partitions));
            release(partitions);
            observer.stopped(owned.stopped());
        }
    }
}
