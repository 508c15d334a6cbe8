package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.reply.KafkaRequestReply;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SmallRye's own client, unchanged, asks for predictions. */
@QuarkusTest
@WithTestResource(RatecastServers.class)
class SmallRyeRequestReplyIT {
    @TestHTTPResource(value = "/health", management = true)
    String health;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @Channel("prediction-client")
    KafkaRequestReply<String, String> client;

    @Test
    void aRequestIsAnsweredWithARatingInsideTheScale() throws Exception {
        JsonNode reply = ask("{\"customer_id\":1044034,\"rating_date\":\"2005-02-03\",\"movie_id\":12031}");
        assertThat(reply.get("predicted_rating").asDouble()).isBetween(1.0, 5.0);
        assertThat(reply.get("model_version").asText()).isNotEmpty();
    }

    @Test
    void anArrayIsAnsweredWithAnArrayInOrder() throws Exception {
        JsonNode reply = ask("[{\"customer_id\":1,\"movie_id\":2},{\"customer_id\":1,\"movie_id\":3}]");
        assertThat(reply.findValuesAsText("movie_id")).containsExactly("2", "3");
    }

    @Test
    void anInvalidRequestIsAnsweredWithAProblem() throws Exception {
        JsonNode reply = ask("{\"customer_id\":-1}");
        assertThat(reply.get("status").asInt()).isEqualTo(400);
        assertThat(reply.get("errors").findValuesAsText("field")).containsExactly("customer_id", "movie_id");
    }

    private JsonNode ask(String request) throws Exception {
        client.waitForAssignments().await().atMost(PATIENCE);
        return new JsonMapper().readTree(client.request(request).await().atMost(PATIENCE));
    }
}
