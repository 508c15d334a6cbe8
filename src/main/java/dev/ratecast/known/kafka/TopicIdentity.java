package dev.ratecast.known.kafka;

import java.util.Optional;

/** Tells one topic from another of the same name. */
@FunctionalInterface
public interface TopicIdentity {
    /**
     * The id that Kafka gave the topic when it was created, or empty where there is no such topic.
     *
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    Optional<String> current() throws InterruptedException;
}
