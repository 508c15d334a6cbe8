package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/** Spring Kafka's own client, unchanged, asks for predictions. */
@QuarkusTest
@WithTestResource(RatecastServers.class)
class SpringReplyingTemplateIT {
    @TestHTTPResource(value = "/health", management = true)
    String health;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    private static final String REPLIES = "spring-client-replies";
    private static final String SMALL_REPLIES = "spring-client-small-replies";
    private static final String GOOD =
            "{\"customer_id\":1044034,\"rating_date\":\"2005-02-03\",\"movie_id\":12031,\"release_year\":2002}";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private DefaultKafkaProducerFactory<String, String> producers;
    private ReplyingKafkaTemplate<String, String, String> template;

    @BeforeEach
    void start() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(
                            new NewTopic(REPLIES, 3, (short) 1),
                            new NewTopic(SMALL_REPLIES, 1, (short) 1).configs(Map.of("max.message.bytes", "1000"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
        producers = new DefaultKafkaProducerFactory<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                new StringSerializer(),
                new StringSerializer());
        template = template(REPLIES);
    }

    private ReplyingKafkaTemplate<String, String, String> template(String replies) throws InterruptedException {
        Map<String, Object> consumer = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker,
                ConsumerConfig.GROUP_ID_CONFIG,
                "spring-client-" + System.nanoTime(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        ReplyingKafkaTemplate<String, String, String> made = new ReplyingKafkaTemplate<>(
                producers,
                new KafkaMessageListenerContainer<>(
                        new DefaultKafkaConsumerFactory<>(consumer, new StringDeserializer(), new StringDeserializer()),
                        new ContainerProperties(replies)));
        made.setDefaultReplyTimeout(Duration.ofSeconds(30));
        made.setSharedReplyTopic(true);
        made.afterPropertiesSet();
        made.start();
        assertThat(made.waitForAssignment(Duration.ofSeconds(30))).isTrue();
        return made;
    }

    @AfterEach
    void stop() {
        template.destroy();
        producers.destroy();
    }

    @Test
    void aRequestIsAnsweredWithARatingAndItsKey() throws Exception {
        ConsumerRecord<String, String> reply = ask(new ProducerRecord<>("prediction-requests", "my-key", GOOD));
        assertThat(reply.key()).isEqualTo("my-key");
        assertThat(json(reply).get("predicted_rating").asDouble()).isBetween(1.0, 5.0);
    }

    @Test
    void theReplyGoesToTheWantedPartition() throws Exception {
        ProducerRecord<String, String> request = new ProducerRecord<>("prediction-requests", "my-key", GOOD);
        request.headers().add("kafka_replyTopic", REPLIES.getBytes(StandardCharsets.UTF_8));
        request.headers()
                .add("kafka_replyPartition", ByteBuffer.allocate(4).putInt(2).array());
        assertThat(ask(request).partition()).isEqualTo(2);
    }

    @Test
    void anInvalidRequestIsAnsweredWithAProblem() throws Exception {
        ConsumerRecord<String, String> reply = ask(new ProducerRecord<>("prediction-requests", "nonsense"));
        assertThat(new String(reply.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                .isEqualTo("application/problem+json");
        assertThat(json(reply).at("/errors/0/code").asText()).isEqualTo("invalid-json");
    }

    @Test
    void aReplyThatItsTopicDoesNotTakeIsAnsweredWithAProblem() throws Exception {
        ProducerRecord<String, String> request = new ProducerRecord<>(
                "prediction-requests", "my-key", Collections.nCopies(20, GOOD).toString());
        ReplyingKafkaTemplate<String, String, String> client = template(SMALL_REPLIES);
        ConsumerRecord<String, String> reply;
        try {
            reply = client.sendAndReceive(request).get(30, TimeUnit.SECONDS);
        } finally {
            client.destroy();
        }

        assertThat(reply.key()).isEqualTo("my-key");
        assertThat(reply.headers().headers("content-type")).singleElement().satisfies(type -> assertThat(
                        new String(type.value(), StandardCharsets.UTF_8))
                .isEqualTo("application/problem+json"));
        assertThat(json(reply).get("status").asInt()).isEqualTo(413);
        assertThat(json(reply).get("title").asText()).isEqualTo("Reply too large");
    }

    @Test
    void aMissingReplyTopicHoldsUpNoOtherReply() throws Exception {
        ProducerRecord<String, String> lost = new ProducerRecord<>("prediction-requests", GOOD);
        lost.headers().add("kafka_replyTopic", "no-such-replies".getBytes(StandardCharsets.UTF_8));
        lost.headers().add("kafka_correlationId", new byte[] {1});
        for (int i = 0; i < 20; i++) {
            producers.createProducer().send(lost).get();
        }
        long start = System.nanoTime();
        ask(new ProducerRecord<>("prediction-requests", GOOD));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private ConsumerRecord<String, String> ask(ProducerRecord<String, String> request) throws Exception {
        return template.sendAndReceive(request).get(30, TimeUnit.SECONDS);
    }

    private static JsonNode json(ConsumerRecord<String, String> reply) throws Exception {
        return new JsonMapper().readTree(reply.value());
    }
}
