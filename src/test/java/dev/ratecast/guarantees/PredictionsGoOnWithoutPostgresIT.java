package dev.ratecast.guarantees;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TcpProxy;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Where the memory is insisted on, a replica is ready once it has caught up, and then needs Postgres no longer. */
@QuarkusTest
@WithTestResource(PredictionsGoOnWithoutPostgresIT.LockedRatings.class)
class PredictionsGoOnWithoutPostgresIT {
    private static final String USER = "ratecast";
    private static final String TOPIC = "ratings-" + UUID.randomUUID();

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "ratecast.ingestion.topic")
    String topic;

    @TestHTTPResource("/")
    URI rest;

    Connection lock;

    /** Whether what is sent to Postgres and what it answers is swallowed. */
    Consumer<Boolean> swallow;

    @Test
    void not_ready_before_the_memory_has_caught_up_and_then_independent_of_postgres() throws SQLException {
        eventually(() ->
                ready(503).body(data("known-ratings"), hasItem("postgres")).body(data("memory"), hasItem("loading")));

        lock.close();
        eventually(() ->
                ready(200).body(data("known-ratings"), hasItem("memory")).body(data("memory"), hasItem("following")));
        rate(1, 1);
        eventually(() -> predict(1, 1).statusCode(200).body("already_rated", equalTo(true)));
        eventually(() -> given().get("/customers/1").then().statusCode(200).body("rating_count", equalTo(1)));

        allowConnections(false);
        eventually(() -> given().get("/customers/1").then().statusCode(503));
        rate(2, 1);
        eventually(() -> predict(2, 1).statusCode(200).body("already_rated", equalTo(true)));
        ready(200).body(data("known-ratings"), hasItem("memory"));
        eventually(() -> given().get(health + "/group/ingest").then().statusCode(503));
        given().get(metrics).then().body(containsString("ratecast_known_source{source=\"memory\"} 1.0"));

        allowConnections(true);
        eventually(() -> given().get("/customers/2").then().statusCode(200).body("rating_count", equalTo(1)));
        eventually(() -> given().get(health + "/group/ingest").then().statusCode(200));

        swallow.accept(true);
        List<CompletableFuture<Integer>> reading = Stream.of("/customers/1", "/models")
                .flatMap(path -> read(path).stream())
                .toList();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> refused("database") + refused("calls") >= 200);
        predict(2, 1).statusCode(200).body("already_rated", equalTo(true));
        swallow.accept(false);
        eventually(() -> assertThat(reading).allMatch(CompletableFuture::isDone));
        given().get("/customers/1").then().statusCode(200);
    }

    /** More such calls at once than a replica takes. */
    private List<CompletableFuture<Integer>> read(String path) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest call = HttpRequest.newBuilder(rest.resolve(path)).build();
        return Stream.generate(
                        () -> client.sendAsync(call, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode))
                .limit(150)
                .toList();
    }

    private double refused(String reason) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("ratecast_admission_refused_total{reason=\"" + reason + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private ValidatableResponse ready(int status) {
        return given().get(health + "/ready").then().statusCode(status);
    }

    private static String data(String field) {
        return "checks.data.'" + field + "'";
    }

    private static ValidatableResponse predict(long customer, long movie) {
        return given().contentType("application/json")
                .body("{\"customer_id\":%d,\"movie_id\":%d}".formatted(customer, movie))
                .post("/")
                .then();
    }

    private void rate(long customer, long movie) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                    topic,
                    Long.toString(customer),
                    "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":4,\"rating_date\":\"2005-01-01\"}"
                            .formatted(customer, movie)));
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }

    /** From another database of the same server: those connected are cut off, and nobody new is let in. */
    private void allowConnections(boolean allowed) throws SQLException {
        String name = database.replaceFirst(".*/([^/?]+).*", "$1");
        String elsewhere = database.replace("/" + name, "/" + USER);
        try (Connection connection = DriverManager.getConnection(elsewhere, USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + name + " with allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend'"
                                + " and datname = '" + name + "'");
            }
        }
    }

    /** Servers whose table of ratings nobody can read until the test lets it go. */
    public static final class LockedRatings implements QuarkusTestResourceLifecycleManager {
        private final RatecastServers servers = new RatecastServers();
        private Connection lock;
        private TcpProxy proxy;

        @Override
        public Map<String, String> start() {
            Map<String, String> configuration = new HashMap<>(servers.start());
            String url = configuration.get("quarkus.datasource.jdbc.url");
            Flyway.configure().dataSource(url, USER, USER).load().migrate();
            try {
                lock = DriverManager.getConnection(url, USER, USER);
                lock.setAutoCommit(false);
                try (Statement statement = lock.createStatement()) {
                    statement.execute("lock table rating in access exclusive mode");
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot lock the ratings", e);
            }
            int port = Integer.parseInt(url.replaceFirst(".*://[^:]+:(\\d+)/.*", "$1"));
            try {
                proxy = new TcpProxy(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            configuration.put("quarkus.datasource.jdbc.url", url.replace(":" + port + "/", ":" + proxy.port() + "/"));
            configuration.put("ratecast.known.source", "memory");
            configuration.put("ratecast.ingestion.topic", TOPIC);
            configuration.put("ratecast.ingestion.group", TOPIC);
            configuration.put("ratecast.ingestion.retry-pause", "100ms");
            configuration.put("ratecast.ingestion.recheck", "1s");
            return configuration;
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(lock, new TestInjector.MatchesType(Connection.class));
            Consumer<Boolean> swallow = swallowing -> {
                if (swallowing) {
                    proxy.swallow();
                } else {
                    proxy.pass();
                }
            };
            injector.injectIntoFields(swallow, new TestInjector.MatchesType(Consumer.class));
        }

        @Override
        public void stop() {
            proxy.close();
            servers.stop();
        }
    }
}
