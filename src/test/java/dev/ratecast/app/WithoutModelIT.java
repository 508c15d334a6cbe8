package dev.ratecast.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TopicContents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Without a model the service lives, is not ready, says so, and takes ratings in. */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(name = "model", value = "no/such/model.zip"),
            @ResourceArg(name = "admin-token", value = ""),
            @ResourceArg(name = "ratecast.prediction.request-topic", value = WithoutModelIT.REQUESTS),
            @ResourceArg(name = "ratecast.prediction.default-reply-topic", value = WithoutModelIT.REPLIES),
            @ResourceArg(name = "ratecast.prediction.ready-wait", value = "3s")
        })
class WithoutModelIT {
    static final String REQUESTS = "requests-without-a-model";
    static final String REPLIES = "replies-without-a-model";

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Test
    void lives_and_ingests_but_is_not_ready() {
        long customer = Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 1L << 50);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> producer.partitionsFor("ratings") != null);
            producer.send(new ProducerRecord<>(
                    "ratings",
                    Long.toString(customer),
                    "{\"customer_id\":" + customer + ",\"movie_id\":1,\"rating\":4,\"rating_date\":\"2005-01-01\"}"));
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/customers/" + customer)
                .then()
                .statusCode(200)
                .body("rating_count", equalTo(1)));
        given().get("/movies/1").then().statusCode(200).body("movie_id", equalTo(1), "era", equalTo("unknown"));
        given().body("{\"customer_id\":1,\"movie_id\":1}")
                .contentType("application/json")
                .post("/")
                .then()
                .statusCode(503)
                .contentType(containsString("application/problem+json"));
        given().get("/models").then().statusCode(200).body("active", nullValue());
        given().header("Authorization", "Bearer anything-at-all")
                .post("/models/any/activate")
                .then()
                .statusCode(403)
                .contentType(containsString("application/problem+json"));
        given().get(health + "/live").then().statusCode(200);
        given().get(health + "/ready").then().statusCode(503).body(containsString("\"model\": \"none\""));
        given().get(health + "/group/ingest").then().statusCode(200).body(containsString("reading"));
        given().get(metrics)
                .then()
                .statusCode(200)
                .body(containsString("ratecast_events_total{effect=\"added\"}"))
                .body(containsString("ratecast_ingest_lag{partition="))
                .body(containsString("ratecast_batch_time_seconds_bucket"));
    }

    @Test
    void a_request_message_is_told_so_after_a_bounded_wait() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(REQUESTS, "{\"customer_id\":1,\"movie_id\":1}"))
                    .get();
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !TopicContents.of(Servers.kafka(), REPLIES)
                .isEmpty());
        byte[] reply = TopicContents.of(Servers.kafka(), REPLIES).get(0).value();
        assertThat(new JsonMapper().readTree(reply).get("status").asInt()).isEqualTo(503);
    }
}
