package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TopicContents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A requester that deletes its reply topic while hundreds of its requests are under way costs nobody else an answer:
 * each of its replies is given up in bounded time, and what was read is committed.
 */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(name = "ratecast.prediction.request-topic", value = ALostRequesterHoldsUpNobodyIT.REQUESTS),
            @ResourceArg(name = "ratecast.prediction.reply-timeout", value = "5s")
        })
class ALostRequesterHoldsUpNobodyIT {
    static final String REQUESTS = "requests-of-a-lost-requester";
    private static final String LOST = "lost-replies";
    private static final String OTHER = "other-replies";
    private static final String LOST_ARRAYS = "lost-replies-to-arrays";
    private static final String BESIDE_ARRAYS = "replies-beside-those-to-arrays";
    private static final String GROUP = "ratecast-predictions";
    private static final byte[] REQUEST = "{\"customer_id\":1,\"movie_id\":1}".getBytes(UTF_8);

    /** One after the other, each blocked for as long as a producer waits for a topic, they would take 25 minutes. */
    private static final int UNDER_WAY = 300;

    /** Their replies are 9 MB. */
    private static final int ARRAYS = 30;

    private static final byte[] ARRAY = "{\"customer_id\":1,\"movie_id\":1}"
            .concat(",{\"customer_id\":1,\"movie_id\":1}".repeat(999))
            .transform(requests -> "[" + requests + "]")
            .getBytes(UTF_8);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    @Test
    void other_requesters_are_answered_and_what_was_read_is_committed() throws Exception {
        try (Admin admin = Admin.create(Servers.kafka());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(Servers.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(LOST, 1, (short) 1), new NewTopic(OTHER, 1, (short) 1)))
                    .all()
                    .get();
            // From here on the service takes the topic for granted.
            ask(producer, LOST);
            Awaitility.await().atMost(PATIENCE).until(() -> records(LOST) == 1);
            admin.deleteTopics(List.of(LOST)).all().get();
            for (int i = 0; i < UNDER_WAY; i++) {
                ask(producer, LOST);
            }
            ask(producer, OTHER);
            Awaitility.await().atMost(PATIENCE).until(() -> records(OTHER) == 1);
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(committed(admin))
                    .isEqualTo(records(REQUESTS)));
            ask(producer, OTHER);
            Awaitility.await().atMost(PATIENCE).until(() -> records(OTHER) == 2);
        }
    }

    @Test
    void so_they_are_where_its_replies_are_many_times_what_may_wait_for_a_topic() throws Exception {
        try (Admin admin = Admin.create(Servers.kafka());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(Servers.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(
                            List.of(new NewTopic(LOST_ARRAYS, 1, (short) 1), new NewTopic(BESIDE_ARRAYS, 1, (short) 1)))
                    .all()
                    .get();
            ask(producer, LOST_ARRAYS);
            Awaitility.await().atMost(PATIENCE).until(() -> records(LOST_ARRAYS) == 1);
            admin.deleteTopics(List.of(LOST_ARRAYS)).all().get();
            for (int i = 0; i < ARRAYS; i++) {
                ask(producer, LOST_ARRAYS, ARRAY);
            }
            ask(producer, BESIDE_ARRAYS);
            Awaitility.await().atMost(PATIENCE).until(() -> records(BESIDE_ARRAYS) == 1);
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(committed(admin))
                    .isEqualTo(records(REQUESTS)));
        }
    }

    private static void ask(KafkaProducer<byte[], byte[]> producer, String replyTopic) throws Exception {
        ask(producer, replyTopic, REQUEST);
    }

    private static void ask(KafkaProducer<byte[], byte[]> producer, String replyTopic, byte[] body) throws Exception {
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(REQUESTS, body);
        request.headers().add("REPLY_TOPIC", replyTopic.getBytes(UTF_8));
        producer.send(request).get();
    }

    private static long records(String topic) {
        return TopicContents.ends(Servers.kafka(), topic).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long committed(Admin admin) throws Exception {
        Map<TopicPartition, Long> offsets =
                admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().entrySet().stream()
                        .filter(entry -> entry.getKey().topic().equals(REQUESTS))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset()));
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
