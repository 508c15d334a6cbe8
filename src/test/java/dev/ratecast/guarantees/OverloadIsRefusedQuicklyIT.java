package dev.ratecast.guarantees;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.admission.CallGate;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than a replica can serve is refused, at once or after a bounded wait; what is accepted is answered, and ratings are taken in. */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(name = "ratecast.admission.max-calls", value = "16"),
            @ResourceArg(name = "ratecast.admission.max-work", value = "1000"),
            @ResourceArg(name = "ratecast.admission.max-wait", value = "300ms"),
            @ResourceArg(name = "ratecast.admission.max-body-bytes", value = "5000000"),
            @ResourceArg(name = "ratecast.admission.body-timeout", value = "5s"),
            @ResourceArg(name = "ratecast.ingestion.topic", value = OverloadIsRefusedQuicklyIT.TOPIC)
        })
class OverloadIsRefusedQuicklyIT {
    static final String TOPIC = "ratings-under-overload";
    private static final int MAX_CALLS = 16;
    private static final String REQUEST = "{\"customer_id\":1,\"movie_id\":1}";
    private static final String BATCH =
            IntStream.range(0, 1_000).mapToObj(i -> REQUEST).collect(Collectors.joining(",", "[", "]"));

    @TestHTTPResource("/")
    URI rest;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @Inject
    CallGate gate;

    @Inject
    WorkLimit work;

    @Inject
    AgroalDataSource dataSource;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    @AfterEach
    void nothing_is_left_behind() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        Awaitility.await().until(() -> gate.calls() == 0 && gate.bytes() == 0 && work.use() == 0);
    }

    @Test
    void under_overload_calls_are_answered_or_refused_and_ratings_are_still_taken_in() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger mostCalls = new AtomicInteger();
        Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
        List<Thread> clients = IntStream.range(0, 3 * MAX_CALLS)
                .mapToObj(i -> new Thread(() -> {
                    while (!over.get()) {
                        answers.add(call(BATCH).join());
                        mostCalls.accumulateAndGet(gate.calls(), Math::max);
                    }
                }))
                .toList();
        clients.forEach(Thread::start);
        try {
            sendRatings(5_000);
            // Not the time counts but that it happens while the overload lasts.
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Tables.rows(
                            dataSource, "select count(*) from rating")
                    .equals(List.of("5000|")));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> answers.stream()
                                    .map(HttpResponse::statusCode)
                                    .distinct()
                                    .count()
                            == 2);
            assertThat(given().get(health + "/live").statusCode()).isEqualTo(200);
        } finally {
            over.set(true);
            for (Thread thread : clients) {
                thread.join();
            }
        }
        assertThat(mostCalls.get()).isLessThanOrEqualTo(MAX_CALLS);
        assertThat(answers).allSatisfy(answer -> {
            if (answer.statusCode() != 200) {
                assertRefused(answer);
            }
        });
        assertThat(answers.stream().map(HttpResponse::statusCode)).contains(200, 503);
    }

    @Test
    void a_refusal_waits_for_nobody() throws IOException {
        // All places are taken, for as long as a body may take.
        for (int i = 0; i < MAX_CALLS; i++) {
            half();
        }
        Awaitility.await().until(() -> gate.calls() == MAX_CALLS);

        List<CompletableFuture<HttpResponse<String>>> refused =
                IntStream.range(0, 3 * MAX_CALLS).mapToObj(i -> call(REQUEST)).toList();

        assertThat(refused).allSatisfy(call -> assertRefused(call.join()));
        assertThat(gate.calls()).as("who had a place has it still").isEqualTo(MAX_CALLS);
    }

    @Test
    void a_call_whose_turn_does_not_come_is_refused() {
        try (WorkLimit.Turn everything = work.await(Integer.MAX_VALUE)) {
            assertThat(everything).isNotNull();
            assertRefused(call(REQUEST).join());
        }
        assertThat(call(REQUEST).join().statusCode()).isEqualTo(200);
    }

    @Test
    void recommendations_wait_for_their_turn_too() {
        try (WorkLimit.Turn everything = work.await(Integer.MAX_VALUE)) {
            assertThat(everything).isNotNull();
            given().get("/customers/1/recommendations")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2");
        }
        given().get("/customers/1/recommendations").then().statusCode(200);
    }

    @Test
    void clients_that_send_slowly_keep_no_worker_and_are_told_to_go() throws IOException {
        for (int i = 0; i < MAX_CALLS - 1; i++) {
            half();
        }
        Awaitility.await().until(() -> gate.calls() == MAX_CALLS - 1);
        assertThat(call(REQUEST).join().statusCode()).isEqualTo(200);

        half();
        Awaitility.await().until(() -> gate.calls() == MAX_CALLS);
        assertRefused(call(REQUEST).join());

        byte[] answer = sockets.get(0).getInputStream().readNBytes(12);
        assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 408");
        Awaitility.await().until(() -> gate.calls() == 0);
    }

    @Test
    void bodies_of_all_calls_together_have_a_bound() throws IOException {
        // Four million bytes arrive and stay, of five that all bodies may have.
        Socket large = open(4_100_000);
        large.getOutputStream().write(new byte[4_000_000]);
        large.getOutputStream().flush();
        Awaitility.await().until(() -> gate.bytes() == 4_000_000);

        HttpResponse<String> refused = call(" ".repeat(2_000_000)).join();
        assertRefused(refused);
        assertThat(refused.body()).contains("bodies");
        assertThat(call(REQUEST).join().statusCode()).isEqualTo(200);
    }

    @Test
    void json_that_is_deep_or_has_very_many_values_is_refused_unread() {
        String deep = "[".repeat(1_000_000);
        String many = "[" + "{},".repeat(1_000_000) + "{}]";
        for (String body : List.of(deep, many, "{\"a\":" + "9".repeat(1_000_000) + "}")) {
            HttpResponse<String> answer = call(body).join();
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid-json");
        }
    }

    @Test
    void who_hangs_up_leaves_no_place_taken() throws IOException {
        for (int i = 0; i < 3 * MAX_CALLS; i++) {
            half().close();
        }
        Awaitility.await().until(() -> gate.calls() == 0);
        assertThat(call(REQUEST).join().statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("urn:ratecast:problem:overloaded");
    }

    private CompletableFuture<HttpResponse<String>> call(String body) {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve("/predictions"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** A call of which half a body arrives. */
    private Socket half() throws IOException {
        Socket socket = open(REQUEST.length());
        socket.getOutputStream().write(REQUEST.substring(0, 10).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private Socket open(int length) throws IOException {
        Socket socket = new Socket("localhost", rest.getPort());
        sockets.add(socket);
        socket.getOutputStream()
                .write(
                        ("POST /predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                        + length + "\r\n\r\n")
                                .getBytes(UTF_8));
        return socket;
    }

    private static void sendRatings(int count) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        Servers.bootstrapServers(),
                        "client.id",
                        UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                String event = "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\"}"
                        .formatted(i, i % 50, 1 + i % 5);
                producer.send(new ProducerRecord<>(TOPIC, Integer.toString(i).getBytes(UTF_8), event.getBytes(UTF_8)));
            }
        }
    }
}
