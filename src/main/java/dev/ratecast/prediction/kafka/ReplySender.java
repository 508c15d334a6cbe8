package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.prediction.metrics.PredictionMetrics.ReplyOutcome;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends replies so that no topic holds up another: nothing here blocks the caller, a topic that does not exist is found
 * out before the producer would wait for it, each topic has its own lane, and what waits in one is given up in time.
 * Who has sent waits for {@link #room} before it makes more replies, and does so for a slow topic once only.
 */
@ApplicationScoped
public class ReplySender {
    private static final Logger LOG = Logger.getLogger(ReplySender.class);

    /** As long as a producer may block for a topic: a lane that has no room after that is slow. */
    private static final Duration PATIENCE = ReplyClients.LONGEST_BLOCK;

    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "ratecast-replies");
        thread.setDaemon(true);
        return thread;
    });
    private final Executor later = CompletableFuture.delayedExecutor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS, pool);
    private final Map<String, ReplyLane> lanes = new ConcurrentHashMap<>();
    private final ReplyClients clients;
    private final TopicDirectory topics;
    private final PredictionMetrics metrics;
    private final Duration replyTimeout;
    private final long maxPendingBytes;

    public ReplySender(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PredictionConfig config,
            PredictionMetrics metrics) {
        this.clients = new ReplyClients(kafka, config.replyTimeout());
        this.topics = new TopicDirectory(clients::admin);
        this.metrics = metrics;
        this.replyTimeout = config.replyTimeout();
        this.maxPendingBytes = config.maxPendingReplyBytes();
    }

    /** Sends a reply. The future is complete once it is known what became of it, and never fails. */
    CompletableFuture<ReplyOutcome> send(ProducerRecord<byte[], byte[]> reply) {
        long bytes = (long) reply.value().length + (reply.key() == null ? 0 : reply.key().length);
        ReplyLane lane = reserve(reply.topic(), bytes);
        CompletableFuture<ReplyOutcome> sent = lane == null
                ? CompletableFuture.completedFuture(ReplyOutcome.DROPPED)
                : inTurn(lane, reply).whenComplete((outcome, failure) -> release(reply.topic(), bytes, outcome));
        return sent.exceptionally(failure -> {
                    LOG.errorf(failure, "event=reply-failed topic=%s", reply.topic());
                    return ReplyOutcome.FAILED;
                })
                .whenComplete((outcome, failure) -> settled(reply, outcome));
    }

    /** Complete once replies to each of these topics have room, or the topic has been waited for in vain. */
    CompletableFuture<Void> room(Collection<String> replyTopics) {
        return CompletableFuture.allOf(replyTopics.stream()
                .map(lanes::get)
                .filter(Objects::nonNull)
                .map(ReplyLane::room)
                .toArray(CompletableFuture<?>[]::new));
    }

    private @Nullable ReplyLane reserve(String topic, long bytes) {
        boolean[] taken = new boolean[1];
        ReplyLane lane = lanes.compute(topic, (name, existing) -> {
            ReplyLane found = existing == null ? new ReplyLane(pool, later, maxPendingBytes) : existing;
            taken[0] = found.reserve(bytes);
            return found;
        });
        return taken[0] ? lane : null;
    }

    private void release(String topic, long bytes, @Nullable ReplyOutcome outcome) {
        boolean isKnown = outcome == ReplyOutcome.SENT || outcome == ReplyOutcome.MISSING;
        lanes.computeIfPresent(topic, (name, lane) -> lane.release(bytes, isKnown) ? null : lane);
    }

    /** What waits behind sends that block is given up in time, however many those are. */
    private CompletableFuture<ReplyOutcome> inTurn(ReplyLane lane, ProducerRecord<byte[], byte[]> reply) {
        CompletableFuture<ReplyOutcome> sent = new CompletableFuture<>();
        long begun = System.nanoTime();
        try {
            lane.execute(() -> sendNow(reply, begun, sent));
        } catch (RuntimeException | Error e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private void sendNow(ProducerRecord<byte[], byte[]> reply, long begunNanos, CompletableFuture<ReplyOutcome> sent) {
        try {
            if (System.nanoTime() - begunNanos > replyTimeout.toNanos()) {
                notTaken(reply, "it waited too long behind others", sent);
            } else if (isMissing(reply)) {
                sent.complete(ReplyOutcome.MISSING);
            } else {
                produce(reply, sent);
            }
        } catch (RuntimeException | Error e) {
            // A lack of memory included: the reply counts as failed, and those behind it go on.
            sent.completeExceptionally(e);
        }
    }

    /** A broker that does not say whether a topic exists gets the reply all the same. */
    private boolean isMissing(ProducerRecord<byte[], byte[]> reply) {
        OptionalInt partitions = topics.partitions(reply.topic())
                .exceptionally(unanswered -> OptionalInt.of(Integer.MAX_VALUE))
                .join();
        Integer wanted = reply.partition();
        return partitions.isEmpty() || (wanted != null && wanted >= partitions.getAsInt());
    }

    private void produce(ProducerRecord<byte[], byte[]> reply, CompletableFuture<ReplyOutcome> sent) {
        produce(reply, sent, failure -> {
            if (failure instanceof RecordTooLargeException) {
                // Not on the producer's own thread, which must not wait for room of the producer's.
                CompletableFuture.runAsync(() -> sayTooLarge(reply, sent), pool).exceptionally(e -> {
                    sent.completeExceptionally(e);
                    return null;
                });
            } else {
                refused(reply, failure, sent);
            }
        });
    }

    private void sayTooLarge(ProducerRecord<byte[], byte[]> reply, CompletableFuture<ReplyOutcome> sent) {
        LOG.warnf("event=reply-too-large topic=%s bytes=%d", reply.topic(), reply.value().length);
        produce(ReplyRecords.tooLarge(reply), sent, failure -> refused(reply, failure, sent));
    }

    private void produce(
            ProducerRecord<byte[], byte[]> reply, CompletableFuture<ReplyOutcome> sent, Consumer<Exception> onFailure) {
        var unused = clients.producer().send(reply, (metadata, failure) -> {
            if (failure == null) {
                sent.complete(ReplyOutcome.SENT);
            } else {
                onFailure.accept(failure);
            }
        });
    }

    private void refused(
            ProducerRecord<byte[], byte[]> reply, Exception failure, CompletableFuture<ReplyOutcome> sent) {
        // The topic may have been deleted: each of those that wait would block as long as this one.
        topics.forget(reply.topic());
        notTaken(reply, failure.getMessage(), sent);
    }

    private static void notTaken(
            ProducerRecord<byte[], byte[]> reply, @Nullable String cause, CompletableFuture<ReplyOutcome> sent) {
        LOG.warnf("event=reply-not-taken topic=%s cause=\"%s\"", reply.topic(), cause);
        sent.complete(ReplyOutcome.FAILED);
    }

    private void settled(ProducerRecord<byte[], byte[]> reply, ReplyOutcome outcome) {
        metrics.reply(outcome);
        if (outcome == ReplyOutcome.MISSING || outcome == ReplyOutcome.DROPPED) {
            LOG.warnf(
                    "event=reply-undeliverable topic=%s partition=%s reason=%s",
                    reply.topic(), reply.partition(), outcome);
        }
    }

    @PreDestroy
    void close() {
        clients.close(Duration.ofSeconds(5));
        pool.shutdownNow();
    }
}
