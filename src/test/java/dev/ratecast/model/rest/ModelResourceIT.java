package dev.ratecast.model.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import dev.ratecast.model.ModelRegistry;
import dev.ratecast.testing.ModelArtifacts;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RatecastServers.class)
class ModelResourceIT {
    private static final String MANIFEST =
            """
            {"scores":{"test":{"model":{"rows":5,"rmse":0.9,"mae":0.7}}},
             "learn":{"first":"2000-01-01T00:00:00Z","last":"2003-12-31T00:00:00Z","rows":100},"test":null}""";

    @TestHTTPResource("/")
    URI rest;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    ModelRegistry registry;

    @BeforeEach
    void publish() {
        Readiness.await(health);
        for (String version : List.of("one", "two")) {
            registry.publish(version, Instant.EPOCH, MANIFEST, ModelArtifacts.ofVersion(version));
        }
        registry.publish("no-model", Instant.EPOCH, "{}", new byte[] {1, 2, 3});
    }

    @Test
    void versions_are_listed_with_their_metrics_and_ranges() {
        String one = "versions.find { it.version == 'one' }.";
        given().get("/models")
                .then()
                .statusCode(200)
                .body("active.version", notNullValue())
                .body("$", hasKey("factor_version"))
                .body("registry", equalTo("available"))
                .body(one + "metrics.test.model.rmse", equalTo(0.9f))
                .body(one + "ranges.learn.rows", equalTo(100))
                .body(one + "ranges.keySet()", org.hamcrest.Matchers.contains("learn"))
                .body("versions.version", hasItem("no-model"));
    }

    @Test
    void an_activation_serves_at_once_fails_no_call_and_is_undone_by_the_same_call() throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger answers = new AtomicInteger();
        List<Thread> clients = List.of(client(answers, failures), client(answers, failures));
        clients.forEach(Thread::start);
        try {
            for (String version : List.of("one", "two", "one", "two", "one")) {
                activate(version).statusCode(200).body("active", equalTo(version));
                assertThat(predictedBy()).isEqualTo(version);
                int before = answers.get();
                Awaitility.await().until(() -> answers.get() > before + 10);
            }
        } finally {
            clients.forEach(Thread::interrupt);
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(failures).isEmpty();
        activate("two").body("previous", equalTo("one"));
    }

    @Test
    void what_another_replica_activates_is_followed_within_ten_seconds() {
        activate("one").statusCode(200);
        registry.activate("two");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> predictedBy()
                .equals("two"));

        registry.shadow("one");
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> given().get("/models")
                .then()
                .body("shadow.version", equalTo("one"))
                .body("versions.find { it.version == 'one' }.loaded", equalTo(true)));
        assertThat(predictedBy()).isEqualTo("two");
        registry.shadow(null);
    }

    @Test
    void an_unknown_version_and_one_that_does_not_load_change_nothing() {
        activate("one").statusCode(200);

        activate("three").statusCode(404).contentType("application/problem+json");
        activate("no-model")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ratecast:problem:refused-model"));

        assertThat(predictedBy()).isEqualTo("one");
        given().get("/models")
                .then()
                .body("active.version", equalTo("one"))
                .body("versions.find { it.version == 'no-model' }.refused", containsString("no model at all"));
    }

    @Test
    void only_the_admins_token_activates_and_refused_attempts_are_counted() {
        activate("one").statusCode(200);

        given().post("/models/two/activate")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"));
        given().header("Authorization", "Bearer another-token-of-24-chars")
                .post("/models/two/activate")
                .then()
                .statusCode(401);

        assertThat(predictedBy()).isEqualTo("one");
        given().get(metrics)
                .then()
                .body(containsString("ratecast_admin_refused_total{reason=\"no_token\"} "))
                .body(containsString("ratecast_admin_refused_total{reason=\"wrong_token\"} "))
                .body(containsString("ratecast_model_info{role=\"active\",source=\"registry\",version=\"one\"} 1.0"));
    }

    private static ValidatableResponse activate(String version) {
        return given().header("Authorization", "Bearer " + RatecastServers.ADMIN_TOKEN)
                .post("/models/" + version + "/activate")
                .then();
    }

    private static String predictedBy() {
        return given().contentType("application/json")
                .body("{\"customer_id\":1,\"movie_id\":1}")
                .post("/")
                .then()
                .statusCode(200)
                .extract()
                .path("model_version");
    }

    /** Asks for predictions, one after the other, until it is interrupted. */
    private Thread client(AtomicInteger answers, List<String> failures) {
        HttpRequest request = HttpRequest.newBuilder(rest)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"customer_id\":1,\"movie_id\":2}"))
                .build();
        return new Thread(() -> {
            HttpClient client = HttpClient.newHttpClient();
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() != 200) {
                        failures.add(response.statusCode() + " " + response.body());
                    }
                    answers.incrementAndGet();
                } catch (InterruptedException e) {
                    return;
                } catch (java.io.IOException e) {
                    failures.add(e.toString());
                }
            }
        });
    }
}
