package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.PartitionRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker says of a topic: which one it is, and which offsets it still has. */
public final class TopicLook implements AutoCloseable {
    /** A question for the topic that is on its way, so that its answer costs no waiting where it is not needed at once. */
    public final class Question {
        private final KafkaFuture<TopicDescription> answer;

        private Question(KafkaFuture<TopicDescription> answer) {
            this.answer = answer;
        }

        /**
         * The id that Kafka gave the topic when it was created, or empty where there is no such topic.
         *
         * @throws KafkaException where the broker does not answer
         */
        public Optional<String> topicId() throws InterruptedException {
            return description().map(found -> found.topicId().toString());
        }

        private Optional<TopicDescription> description() throws InterruptedException {
            try {
                return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return Optional.empty();
                }
                throw new KafkaException("topic=" + topic + " cannot be described", e.getCause());
            } catch (TimeoutException e) {
                throw new KafkaException("topic=" + topic + " cannot be described: the broker does not answer", e);
            }
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final String topic;

    /**
     * Looks at one topic.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public TopicLook(Map<String, Object> kafka, String topic) {
        this(Admin.create(Map.copyOf(kafka)), topic);
    }

    /** Looks at one topic through this client, and closes it in the end. */
    public TopicLook(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Asks for the topic, and does not wait. */
    public Question ask() {
        return new Question(Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
    }

    /**
     * The id that Kafka gave the topic when it was created, or empty where there is no such topic.
     *
     * @throws KafkaException where the broker does not answer
     */
    public Optional<String> topicId() throws InterruptedException {
        return ask().topicId();
    }

    /**
     * How many partitions the topic has; 0 where there is no such topic.
     *
     * @throws KafkaException where the broker does not answer
     */
    public int partitionCount() throws InterruptedException {
        return ask().description().map(found -> found.partitions().size()).orElse(0);
    }

    /**
     * The offsets of one partition.
     *
     * @throws KafkaException where the broker does not answer, or has no such partition
     */
    public PartitionRange range(int partition) throws InterruptedException {
        String topicId = topicId().orElseThrow(() -> new KafkaException("topic=" + topic + " does not exist"));
        return new PartitionRange(
                topicId, offset(partition, OffsetSpec.earliest()), offset(partition, OffsetSpec.latest()));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private long offset(int partition, OffsetSpec spec) throws InterruptedException {
        TopicPartition topicPartition = new TopicPartition(topic, partition);
        try {
            ListOffsetsResultInfo info = admin.listOffsets(Map.of(topicPartition, spec))
                    .partitionResult(topicPartition)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return info.offset();
        } catch (ExecutionException e) {
            throw new KafkaException("topic=" + topic + " partition=" + partition + " has no offsets", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("topic=" + topic + " partition=" + partition + ": no answer on offsets", e);
        }
    }
}
