package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TopicContents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A poll whose replies are many times what may wait for a topic is answered whole: what is scored waits for room. */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(
                    name = "ratecast.prediction.request-topic",
                    value = EveryRequestOfALargePollIsAnsweredIT.REQUESTS),
            @ResourceArg(
                    name = "mp.messaging.incoming.prediction-requests.max.partition.fetch.bytes",
                    value = "4194304")
        })
class EveryRequestOfALargePollIsAnsweredIT {
    static final String REQUESTS = "requests-of-a-large-poll";
    private static final String REPLIES = "replies-to-a-large-poll";
    private static final int ARRAYS = 64;
    private static final int REQUESTS_EACH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    @Test
    void sixty_four_arrays_of_a_thousand_requests_get_sixty_four_replies() throws Exception {
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.createTopics(List.of(new NewTopic(REPLIES, 1, (short) 1)))
                    .all()
                    .get();
        }
        // The end of the transaction has all of them readable at once.
        Map<String, Object> settings = new HashMap<>(Servers.kafka());
        settings.put("transactional.id", UUID.randomUUID().toString());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < ARRAYS; i++) {
                var unused = producer.send(request(i));
            }
            producer.commitTransaction();
        }

        Awaitility.await().atMost(PATIENCE).until(() -> TopicContents.ends(Servers.kafka(), REPLIES)
                .equals(Map.of(0, (long) ARRAYS)));
        List<ConsumerRecord<byte[], byte[]>> replies = TopicContents.of(Servers.kafka(), REPLIES);
        assertThat(replies.stream().map(reply -> new String(reply.key(), UTF_8)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ARRAYS).mapToObj(Integer::toString).toList());
        for (ConsumerRecord<byte[], byte[]> reply : replies) {
            assertThat(new JsonMapper().readTree(reply.value())).hasSize(REQUESTS_EACH);
        }
    }

    private static ProducerRecord<byte[], byte[]> request(int key) {
        String body = IntStream.range(1, REQUESTS_EACH + 1)
                .mapToObj(movie -> "{\"customer_id\":1,\"movie_id\":" + movie + "}")
                .collect(Collectors.joining(",", "[", "]"));
        ProducerRecord<byte[], byte[]> request =
                new ProducerRecord<>(REQUESTS, 0, Integer.toString(key).getBytes(UTF_8), body.getBytes(UTF_8));
        request.headers().add("REPLY_TOPIC", REPLIES.getBytes(UTF_8));
        return request;
    }
}
