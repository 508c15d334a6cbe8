package dev.ratecast.prediction.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Reads reply addresses from request headers and refuses those that replies must not go to. */
final class ReplyRouter {
    /** The headers of one convention: topic as text, partition as 4 bytes big-endian, correlation id as any bytes. */
    private record Convention(String topic, String partition, String correlation) {}

    /** SmallRye's {@code KafkaRequestReply} and Spring Kafka's {@code ReplyingKafkaTemplate}. */
    private static final List<Convention> CONVENTIONS = List.of(
            new Convention("REPLY_TOPIC", "REPLY_PARTITION", "REPLY_CORRELATION_ID"),
            new Convention("kafka_replyTopic", "kafka_replyPartition", "kafka_correlationId"));

    /** The names that Kafka allows. */
    private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final String defaultTopic;
    private final Pattern allowed;
    private final Set<String> ownTopics;

    /**
     * A router with its allow-list.
     *
     * @param allowed what the whole name of a requested topic must match
     * @param ownTopics topics that the service reads or keeps, refused whatever the pattern says
     */
    ReplyRouter(String defaultTopic, Pattern allowed, Set<String> ownTopics) {
        if (ownTopics.contains(defaultTopic)) {
            throw new IllegalArgumentException(
                    "ratecast.prediction.default-reply-topic must not be a topic that the service reads: "
                            + defaultTopic);
        }
        this.defaultTopic = defaultTopic;
        this.allowed = allowed;
        this.ownTopics = Set.copyOf(ownTopics);
    }

    ReplyRoute route(Headers request) {
        List<Header> correlation = new ArrayList<>();
        for (Convention convention : CONVENTIONS) {
            Header id = request.lastHeader(convention.correlation());
            if (id != null) {
                correlation.add(new RecordHeader(id.key(), id.value()));
            }
        }
        Convention address = address(request);
        try {
            return new ReplyRoute(
                    topic(request.lastHeader(address.topic())),
                    partition(request.lastHeader(address.partition())),
                    List.copyOf(correlation),
                    null);
        } catch (RefusedAddressException e) {
            return new ReplyRoute(defaultTopic, null, List.copyOf(correlation), e.getMessage());
        }
    }

    /** Whose topic is named, else whose partition: the two together are one address. */
    private static Convention address(Headers request) {
        return first(request, Convention::topic)
                .or(() -> first(request, Convention::partition))
                .orElse(CONVENTIONS.get(0));
    }

    private static Optional<Convention> first(Headers request, Function<Convention, String> name) {
        return CONVENTIONS.stream()
                .filter(convention -> request.lastHeader(name.apply(convention)) != null)
                .findFirst();
    }

    private String topic(@Nullable Header header) {
        if (header == null) {
            return defaultTopic;
        }
        String topic = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        if (!TOPIC_NAME.matcher(topic).matches()) {
            throw new RefusedAddressException("header " + header.key() + " holds no topic name");
        }
        if (ownTopics.contains(topic)
                || topic.startsWith("__")
                || !(topic.equals(defaultTopic) || allowed.matcher(topic).matches())) {
            throw new RefusedAddressException("replies to topic " + topic + " are not allowed");
        }
        return topic;
    }

    private static @Nullable Integer partition(@Nullable Header header) {
        if (header == null) {
            return null;
        }
        byte[] value = header.value();
        int partition = value == null || value.length != Integer.BYTES
                ? -1
                : ByteBuffer.wrap(value).getInt();
        if (partition < 0) {
            throw new RefusedAddressException(
                    "header " + header.key() + " must be a partition number in 4 bytes, big-endian");
        }
        return partition;
    }

    private static final class RefusedAddressException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message, null, false, false);
        }
    }
}
