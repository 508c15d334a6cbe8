package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StalePartitionsException;
import dev.ratecast.ingestion.kafka.PolledBatch.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop that brings ratings from Kafka to the store.
 *
 * <p>While the store applies one batch on its own thread, this one polls and reads the next, up to the largest batch.
 * Under load batches are therefore large, and without load nothing waits for company. Each batch is judged, its dead
 * letters acknowledged by the broker, then applied with its offsets in one transaction.
 *
 * <p>Whatever fails on the way is forgotten and read again from where the store stands: after a pause where a server is
 * away, at once where another owner was faster, and partition by partition where something failed that should not. The
 * consumer keeps polling meanwhile, so that it stays a member of its group. The offsets committed to Kafka are for lag
 * tools only.
 */
public final class RatingsConsumer implements Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RatingsConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_BESIDE_STORE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final IngestionConfig config;
    private final IngestionObserver observer;
    private final TopicLook look;
    private final DeadLetters deadLetters;
    private final OwnedPartitions owned;
    private final AcquisitionRetries retries;
    private final PartitionFaults faults;
    private final RatingsReader reader;
    private final ReadAhead ahead;
    private final BatchApplier applier;
    private final IngestionTrouble trouble;

    private volatile boolean closing;
    private volatile boolean ended;

    private @Nullable BatchAttempt attempt;
    private TopicLook.@Nullable Question question;
    private long nextRecheckNanos = System.nanoTime();

    /**
     * A consumer that begins when it is run, on one thread.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public RatingsConsumer(
            Map<String, Object> kafka,
            IngestionConfig config,
            EventParser parser,
            RatingStore store,
            OffsetStore offsets,
            IngestionObserver observer) {
        this(kafka, config, parser, store, offsets, observer, new TopicLook(kafka, config.topic()));
    }

    /**
     * The same, with a look at the topic that the consumer closes in the end, or where it cannot be made.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public RatingsConsumer(
            Map<String, Object> kafka,
            IngestionConfig config,
            EventParser parser,
            RatingStore store,
            OffsetStore offsets,
            IngestionObserver observer,
            TopicLook look) {
        this(
                config,
                parser,
                store,
                offsets,
                observer,
                look,
                () -> new DeadLetters(kafka, config.deadLetterTopic()),
                () -> ConsumerSettings.client(kafka, config));
    }

    /** The same by these clients, all of which it closes. */
    RatingsConsumer(
            IngestionConfig config,
            EventParser parser,
            RatingStore store,
            OffsetStore offsets,
            IngestionObserver observer,
            TopicLook look,
            Supplier<DeadLetters> letterWriter,
            Supplier<Consumer<byte[], byte[]>> client) {
        this.config = config;
        this.observer = observer;
        this.look = look;
        Backoff backoff = new Backoff(config.retryPause(), LONGEST_PAUSE, () -> ThreadLocalRandom.current()
                .nextDouble());
        this.owned = new OwnedPartitions(config.topic(), offsets, look);
        this.retries = new AcquisitionRetries(config.topic(), config.retryPause());
        this.faults = new PartitionFaults(config.topic(), backoff);
        this.trouble = new IngestionTrouble(config.topic(), backoff, observer);
        List<Runnable> made = new ArrayList<>(List.of(look::close));
        try {
            DeadLetters letters = letterWriter.get();
            made.add(letters::close);
            this.deadLetters = letters;
            this.reader = new RatingsReader(
                    client.get(), owned, retries, faults, new RecordJudge(parser), observer, config.topic());
        } catch (RuntimeException | Error e) {
            // It is tried again and again where a server's name does not resolve.
            made.forEach(Runnable::run);
            throw e;
        }
        this.ahead = new ReadAhead(config.topic(), config.maxBatch());
        this.applier = new BatchApplier(store, deadLetters, observer);
    }

    /** How ingestion stands; from any thread. */
    public IngestionStatus status() {
        Map<Integer, String> partitions = new HashMap<>(owned.describe());
        faults.describe().forEach((partition, text) -> partitions.replace(partition, text));
        String away = trouble.waitingFor();
        return new IngestionStatus(
                partitions,
                away == null ? retries.waitingFor() : away,
                ended && !closing ? "ingestion has ended" : trouble.fault());
    }

    @Override
    public void run() {
        try {
            reader.subscribe(this::awaitStore);
            while (!closing) {
                try {
                    round();
                } catch (InterruptException e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    // Whatever it is, an OutOfMemoryError included: ending the thread would help no one.
                    recover(e);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            applier.close();
            reader.close();
            deadLetters.close();
            look.close();
        }
    }

    /** Asks the loop to end after the batch in hand; returns at once. */
    @Override
    public void close() {
        closing = true;
        reader.wakeup();
    }

    private void round() throws InterruptedException {
        settle();
        boolean recheck = System.nanoTime() - nextRecheckNanos >= 0;
        if (recheck) {
            recheck();
        }
        // What was acquired before may be another topic's, or read again from an offset that someone set.
        applier.forgetLetters(owned.waiting());
        reader.acquireWaiting(recheck);
        if (ahead.hasRoomFor(ConsumerSettings.maxPollRecords(config))) {
            readAhead();
        } else if (attempt != null) {
            awaitRoom(attempt);
        }
        settle();
        if (attempt == null) {
            beginNext();
        }
        reader.reportLag();
        if (recheck) {
            nextRecheckNanos = System.nanoTime() + config.recheck().toNanos();
            if (attempt == null && ahead.isEmpty()) {
                trouble.back();
            }
            trouble.allIsWell(System.nanoTime(), config.recheck());
        }
    }

    private void readAhead() {
        List<Slice> polled = reader.poll(attempt == null ? POLL : POLL_BESIDE_STORE);
        // A rebalance within the poll may have taken partitions away.
        ahead.keepOnly(owned.reading());
        if (!polled.isEmpty()) {
            polled.forEach(ahead::add);
            // Asked after the poll, so that the answer tells whether its records are this topic's.
            question = look.ask();
        }
    }

    /** Waits for the store, and polls nothing but what the group needs to keep this member. */
    private void awaitRoom(BatchAttempt running) throws InterruptedException {
        running.await(POLL);
        if (!running.isDone()) {
            reader.idle(POLL_BESIDE_STORE);
            ahead.keepOnly(owned.reading());
        }
    }

    /** Has the next batch applied, if its records are of the topic that was acquired. */
    private void beginNext() throws InterruptedException {
        TopicLook.Question asked = question;
        if (ahead.isEmpty() || asked == null || reacquiredAnotherTopic(asked)) {
            return;
        }
        attempt = applier.begin(ahead.take(faults::isSuspect));
    }

    /** Takes in what became of the batch in hand, once it is done. */
    private void settle() throws InterruptedException {
        BatchAttempt done = attempt;
        if (done == null || !done.isDone()) {
            return;
        }
        attempt = null;
        takeIn(done);
        Throwable failure = done.failure();
        if (failure == null) {
            trouble.back();
            reader.commitForLagTools(done.batch());
        } else if (failure instanceof StalePartitionsException stale) {
            throw stale;
        } else if (failure instanceof RuntimeException away && IngestionTrouble.isOutage(failure)) {
            throw away;
        } else {
            startOver();
            reader.faulted(owned.appliedOffsets(done.batch().partitionNumbers()), failure);
        }
    }

    /** What was committed of a batch counts, whatever became of the rest. */
    private void takeIn(BatchAttempt done) {
        if (done.moved().isEmpty()) {
            return;
        }
        for (PartitionProgress moved : done.moved()) {
            owned.applied(moved);
            faults.applied(moved.partition(), moved.nextOffset());
        }
        observer.applied(done.effects(), done.records(), done.elapsed());
    }

    private void recover(Throwable failure) throws InterruptedException {
        try {
            startOver();
            if (failure instanceof LogTruncationException e) {
                LOG.warnf("topic=%s log=cut reason=\"%s\"", config.topic(), e.getMessage());
                reader.truncated(e);
            } else if (failure instanceof InvalidOffsetException e) {
                LOG.warnf("topic=%s partitions=%s ask=again reason=\"%s\"", config.topic(), e.partitions(), e);
                reacquire(numbers(e));
            } else if (failure instanceof StalePartitionsException e) {
                LOG.warn(e.getMessage());
                reacquire(e.partitions());
            } else if (IngestionTrouble.isOutage(failure)) {
                trouble.away(failure);
                reader.idle(config.retryPause());
            } else if (!(failure instanceof WakeupException)) {
                trouble.failed(failure, System.nanoTime());
                reader.idle(trouble.pause());
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Where the way back failed too, the store refuses whatever does not begin where it stands.
            trouble.failed(e, System.nanoTime());
            Thread.sleep(config.retryPause().toMillis());
        }
    }

    private static List<Integer> numbers(InvalidOffsetException e) {
        return e.partitions().stream().map(TopicPartition::partition).toList();
    }

    /** Forgets everything that is not applied and goes back to where the store stands. */
    private void startOver() throws InterruptedException {
        nextRecheckNanos = System.nanoTime();
        ahead.clear();
        BatchAttempt running = attempt;
        if (running != null) {
            running.awaitEnd();
            attempt = null;
            takeIn(running);
        }
        reader.rewind();
    }

    /** Before partitions are given up: what is on its way into the store is theirs still. */
    private void awaitStore() {
        BatchAttempt running = attempt;
        try {
            if (running != null) {
                running.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads these partitions' offsets from the store again before anything more is read of them. */
    private void reacquire(Collection<Integer> partitions) {
        ahead.drop(partitions);
        reader.reacquire(partitions);
    }

    /** Looks whether the topic is still the one that was acquired, and the partitions stand in the store as we know them. */
    private void recheck() throws InterruptedException {
        reacquiredAnotherTopic(look.ask());
        List<Integer> overtaken = owned.overtaken();
        if (!overtaken.isEmpty()) {
            LOG.infof(
                    "topic=%s partitions=%s offset=\"set elsewhere, or lost with its store\"",
                    config.topic(), overtaken);
            reacquire(overtaken);
        }
    }

    /**
     * Whether the topic is no longer the one that was acquired; its partitions are then acquired anew, and stop. A topic
     * that was deleted and created again keeps its name, and the client reads on in it. Known of each poll before
     * anything of it is applied, so that no record of another topic is taken for one of ours.
     */
    private boolean reacquiredAnotherTopic(TopicLook.Question asked) throws InterruptedException {
        boolean another = asked.topicId().map(owned::isAnotherTopic).orElse(false);
        if (another) {
            reacquire(owned.reading());
        }
        return another;
    }
}
