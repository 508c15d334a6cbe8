package dev.ratecast.prediction.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sixteen customers of its own rate movies of its own; the first one's list is held against single predictions. */
@QuarkusTest
@WithTestResource(RatecastServers.class)
class RecommendationResourceIT {
    private static final int CUSTOMERS = 16;
    private static final int MOVIES = 12;
    private static final long BASE = Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 1L << 50);
    private static final long STRANGER = BASE + CUSTOMERS;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @BeforeEach
    void awaitRatings() {
        Readiness.await(health);
        if (given().get("/customers/" + BASE).statusCode() == 404) {
            send();
        }
        for (long customer = BASE; customer < STRANGER; customer++) {
            int expected = rated(customer).size();
            String path = "/customers/" + customer;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> given().get(path).then().statusCode(200).body("rating_count", equalTo(expected)));
        }
        // The memory that answers follows the topic by itself.
        int sent = LongStream.range(BASE, STRANGER)
                .mapToInt(customer -> rated(customer).size())
                .sum();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> knownRatings() == sent);
    }

    /** How many ratings of this test's movies are known to whatever answers. */
    private static int knownRatings() {
        JsonPath list = recommendations(STRANGER, "limit=100");
        List<Long> movies = list.getList("recommendations.movie_id", Long.class);
        List<Integer> counts = list.getList("recommendations.rating_count", Integer.class);
        return IntStream.range(0, movies.size())
                .filter(i -> movies.get(i) >= BASE && movies.get(i) < BASE + MOVIES)
                .map(counts::get)
                .sum();
    }

    @Test
    void the_list_is_the_unrated_movies_in_the_order_of_single_predictions() {
        JsonPath list = recommendations(BASE, "limit=100&rating_date=2005-12-31");
        List<Long> movies = list.getList("recommendations.movie_id", Long.class);
        Map<Long, Double> single = predictions(BASE, movies);

        assertThat(movies)
                .doesNotContainAnyElementsOf(rated(BASE))
                .containsAll(unrated(BASE))
                .isEqualTo(movies.stream()
                        .sorted(Comparator.comparingDouble((Long movie) -> -single.get(movie))
                                .thenComparing(Comparator.naturalOrder()))
                        .toList());
        List<Double> predicted = list.getList("recommendations.predicted_rating", Double.class);
        for (int i = 0; i < movies.size(); i++) {
            assertThat(predicted.get(i)).isCloseTo(single.get(movies.get(i)), within(1e-5));
        }
        assertThat(list.getBoolean("customer_known")).isTrue();
        assertThat(recommendations(BASE, "limit=3&rating_date=2005-12-31")
                        .getList("recommendations.movie_id", Long.class))
                .isEqualTo(movies.subList(0, 3));
    }

    @Test
    void every_movie_comes_with_its_facts() {
        given().get("/customers/" + BASE + "/recommendations?min_ratings=2&limit=100")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("model_version", notNullValue())
                .body("recommendations.rating_count", everyItem(greaterThanOrEqualTo(2)))
                .body("recommendations.predicted_sd", everyItem(notNullValue()))
                .body("recommendations.find { it.movie_id == " + (BASE + 9) + "L }.title", equalTo("Movie 9"));
    }

    @Test
    void an_unknown_customer_gets_the_cold_start_list() {
        JsonPath list = recommendations(STRANGER, "limit=100");

        assertThat(list.getBoolean("customer_known")).isFalse();
        assertThat(list.getList("recommendations.movie_id", Long.class))
                .containsAll(LongStream.range(BASE, BASE + MOVIES).boxed().toList());
        assertThat(recommendations(STRANGER, "cautious=true").getList("recommendations"))
                .hasSize(10);
    }

    @Test
    void every_wrong_parameter_is_named() {
        given().get("/customers/x/recommendations?limit=101&min_ratings=-1&rating_date=today&cautious=very")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("customer_id", "limit", "min_ratings", "rating_date", "cautious"));
        given().get("/customers/1/recommendations?limit=1&limit=2&cautious")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("limit", "cautious"))
                .body("errors.code", containsInAnyOrder("duplicate-field", "missing"));
        given().delete("/customers/1/recommendations").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void calls_are_counted_and_described() {
        given().get("/customers/" + STRANGER + "/recommendations?limit=1")
                .then()
                .statusCode(200)
                .body("recommendations", hasSize(1));
        given().get(metrics)
                .then()
                .body(containsString("ratecast_recommendations_seconds_count{outcome=\"ok\"}"))
                .body(containsString("ratecast_recommendations_considered_total"));
        given().get("/q/openapi?format=json").then().body(containsString("/customers/{id}/recommendations"));
    }

    /** Every third movie is left out, another one for each customer. */
    private static List<Long> rated(long customer) {
        return LongStream.range(0, MOVIES)
                .filter(movie -> (movie + customer - BASE) % 3 != 0)
                .mapToObj(movie -> BASE + movie)
                .toList();
    }

    private static List<Long> unrated(long customer) {
        List<Long> movies =
                new ArrayList<>(LongStream.range(BASE, BASE + MOVIES).boxed().toList());
        movies.removeAll(rated(customer));
        return movies;
    }

    private static void send() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> producer.partitionsFor("ratings") != null);
            for (long customer = BASE; customer < STRANGER; customer++) {
                for (long movie : rated(customer)) {
                    String event = "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\","
                            + "\"release_year\":%d,\"title\":\"Movie %d\"}";
                    long number = movie - BASE;
                    producer.send(new ProducerRecord<>(
                            "ratings",
                            Long.toString(customer),
                            event.formatted(
                                    customer, movie, 1 + (number + customer % 2) % 5, 1960 + 4 * number, number)));
                }
            }
            producer.flush();
        }
    }

    private static JsonPath recommendations(long customer, String query) {
        return given().get("/customers/" + customer + "/recommendations?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<Long, Double> predictions(long customer, List<Long> movies) {
        return movies.stream().collect(Collectors.toMap(movie -> movie, movie -> given().contentType("application/json")
                .body("{\"customer_id\":%d,\"movie_id\":%d,\"rating_date\":\"2005-12-31\"}".formatted(customer, movie))
                .post("/")
                .jsonPath()
                .getDouble("predicted_rating")));
    }
}
