package dev.ratecast.prediction.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which topics exist and how many partitions they have, asked without blocking and remembered for a short time. A
 * producer would block for the metadata of a topic that does not exist.
 */
final class TopicDirectory {
    private static final Duration EXISTING_KEPT = Duration.ofSeconds(30);
    private static final Duration MISSING_KEPT = Duration.ofSeconds(2);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_ENTRIES = 1_000;

    private final Supplier<Admin> admin;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(CompletableFuture<OptionalInt> partitions, long askedNanos) {
        boolean isStale(long nowNanos) {
            if (!partitions.isDone()) {
                return false;
            }
            boolean exists =
                    !partitions.isCompletedExceptionally() && partitions.join().isPresent();
            return nowNanos - askedNanos > (exists ? EXISTING_KEPT : MISSING_KEPT).toNanos();
        }
    }

    /**
     * A directory that asks this admin client.
     *
     * @param admin gives the client, which stays the caller's; called on the thread that asks
     */
    TopicDirectory(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** The number of partitions, empty where the topic does not exist; failed where the broker does not say. */
    CompletableFuture<OptionalInt> partitions(String topic) {
        long now = System.nanoTime();
        if (entries.size() >= MOST_ENTRIES) {
            entries.clear();
        }
        return entries.compute(
                        topic, (name, known) -> known == null || known.isStale(now) ? new Entry(ask(name), now) : known)
                .partitions();
    }

    /** What was known of a topic is asked anew. */
    void forget(String topic) {
        entries.remove(topic);
    }

    private CompletableFuture<OptionalInt> ask(String topic) {
        try {
            Map<String, KafkaFuture<TopicDescription>> answers = admin.get()
                    .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .topicNameValues();
            return Objects.requireNonNull(answers.get(topic))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle(TopicDirectory::partitions);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static OptionalInt partitions(TopicDescription description, Throwable failure) {
        if (failure == null) {
            return OptionalInt.of(description.partitions().size());
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return OptionalInt.empty();
        }
        throw new CompletionException(cause);
    }
}
