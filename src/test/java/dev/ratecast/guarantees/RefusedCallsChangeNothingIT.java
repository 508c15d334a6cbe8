package dev.ratecast.guarantees;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.ratecast.model.ModelRegistry;
import dev.ratecast.testing.IdentityProvider;
import dev.ratecast.testing.ModelArtifacts;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TopicContents;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every failed login, every oversized body, every admin call without a role is refused and counted, and changes nothing. */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(name = "ratecast.access.required", value = "true"),
            @ResourceArg(name = "ratecast.access.token", value = RefusedCallsChangeNothingIT.CALLER)
        })
@WithTestResource(IdentityProvider.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusedCallsChangeNothingIT {
    static final String CALLER = "caller-of-the-tests";
    private static final String REQUEST = "{\"customer_id\":1,\"movie_id\":1}";
    private static final int LARGEST = 4 << 20;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    ModelRegistry registry;

    @Inject
    AgroalDataSource dataSource;

    Lock silence;

    /** Every call that is for admins alone, as the API describes it. */
    private static final List<String> ADMIN_CALLS =
            List.of("DELETE /customers/{id}", "GET /memory", "POST /models/{version}/activate");

    private static boolean settled;

    @BeforeEach
    void publish() {
        Readiness.await(health);
        if (!settled) {
            awaitWhatTheTopicHolds();
        }
        registry.publish("one", Instant.EPOCH, "{}", ModelArtifacts.ofVersion("one"));
        registry.publish("two", Instant.EPOCH, "{}", ModelArtifacts.ofVersion("two"));
        assertThat(activate("one", RatecastServers.ADMIN_TOKEN).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void while_the_identity_provider_has_never_answered_one_call_asks_it_and_no_other_waits() {
        ExecutorService callers = Executors.newCachedThreadPool();
        List<CompletableFuture<Integer>> unknown;
        silence.lock();
        try {
            unknown = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> predict("nonsense").statusCode(), callers))
                    .limit(20)
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() ->
                            unknown.stream().filter(CompletableFuture::isDone).count() >= 19);

            assertThat(predict(CALLER).statusCode()).isEqualTo(200);
            assertThat(activate("one", "nonsense").statusCode()).isEqualTo(503);
        } finally {
            silence.unlock();
            callers.shutdown();
        }
        assertThat(unknown.stream().map(CompletableFuture::join).filter(status -> status == 503))
                .hasSizeGreaterThanOrEqualTo(19);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> predict(IdentityProvider.token(IdentityProvider.AUDIENCE))
                                .statusCode()
                        == 200);
    }

    @Test
    void a_login_that_fails_is_refused_and_counted_and_changes_nothing() {
        String before = state();
        for (String token : List.of(
                "nonsense",
                RatecastServers.ADMIN_TOKEN + "x",
                IdentityProvider.expiredToken("admin"),
                IdentityProvider.forgedToken("admin"),
                IdentityProvider.foreignToken("admin"),
                IdentityProvider.unsignedToken("admin"),
                IdentityProvider.token("another-service", "admin"))) {
            double failed = metric("ratecast_access_refused_total{reason=\"wrong_token\"}");
            Response answer = activate("two", token);

            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.asString()).doesNotContain(token);
            assertThat(predict(token).statusCode()).as(token).isEqualTo(401);
            assertThat(adminCalls(authorization(token))).containsOnly(401).hasSameSizeAs(ADMIN_CALLS);
            assertThat(metric("ratecast_access_refused_total{reason=\"wrong_token\"}"))
                    .isEqualTo(failed + 2 + ADMIN_CALLS.size());
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void a_call_without_a_token_is_refused_whatever_it_calls() {
        String before = state();
        double refused = metric("ratecast_access_refused_total{reason=\"no_token\"}");
        for (Response answer : List.of(
                given().get("/eras"),
                given().get("/models"),
                given().get("/customers/1"),
                given().get("/customers/1/recommendations"),
                given().auth()
                        .preemptive()
                        .basic("admin", RatecastServers.ADMIN_TOKEN)
                        .get("/eras"),
                given().contentType("application/json").body(REQUEST).post("/"))) {
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(adminCalls(Map.of())).containsOnly(401);
        assertThat(metric("ratecast_access_refused_total{reason=\"no_token\"}"))
                .isEqualTo(refused + 6 + ADMIN_CALLS.size());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void an_admin_call_without_the_admins_role_is_refused_and_counted() {
        String before = state();
        double refused = metric("ratecast_admin_refused_total{reason=\"not_admin\"}");
        for (String token :
                List.of(CALLER, IdentityProvider.token(IdentityProvider.AUDIENCE, "administrators", "user"))) {
            assertThat(predict(token).statusCode()).isEqualTo(200);
            assertThat(adminCalls(authorization(token))).containsOnly(403);
        }
        assertThat(metric("ratecast_admin_refused_total{reason=\"not_admin\"}"))
                .isEqualTo(refused + 2 * ADMIN_CALLS.size());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void these_are_all_the_calls_for_admins() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().get("/q/openapi?format=json").path("paths");
        assertThat(paths.entrySet().stream().flatMap(path -> path.getValue().entrySet().stream()
                        .filter(call -> call.getValue().containsKey("security"))
                        .map(call -> call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())))
                .containsExactlyInAnyOrderElementsOf(ADMIN_CALLS);
    }

    @Test
    void the_admins_role_from_the_identity_provider_is_enough() {
        Response answer = activate("two", IdentityProvider.token(IdentityProvider.AUDIENCE, "admin"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(predict(CALLER).path("model_version").toString()).isEqualTo("two");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem_announced_or_not_and_counted() {
        String before = state();
        double refused = metric("ratecast_admission_refused_total{reason=\"too_large\"}");
        byte[] large = new byte[LARGEST + 1];
        Response announced =
                authorized(CALLER).contentType("application/json").body(large).post("/");
        // Sent in chunks, without a length.
        Response chunked = authorized(CALLER)
                .contentType("application/json")
                .body(new java.io.ByteArrayInputStream(large))
                .post("/predictions");

        for (Response answer : List.of(announced, chunked)) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.path("detail").toString()).contains(Integer.toString(LARGEST));
        }
        assertThat(metric("ratecast_admission_refused_total{reason=\"too_large\"}"))
                .isEqualTo(refused + 2);
        assertThat(state()).isEqualTo(before);
        assertThat(authorized(CALLER)
                        .contentType("application/json")
                        .body(new java.io.ByteArrayInputStream(
                                REQUEST.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .post("/")
                        .statusCode())
                .as("a chunked body that is small enough is as good as any")
                .isEqualTo(200);
    }

    @Test
    void every_answer_tells_browsers_to_keep_and_embed_nothing() {
        for (Response answer : List.of(
                predict(CALLER), given().get("/eras"), authorized(CALLER).get("/no/such/path"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
        given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("swagger"));
    }

    @Test
    void no_token_comes_into_the_log() {
        StringBuilder log = new StringBuilder();
        Handler listener = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord record) {
                synchronized (log) {
                    log.append(record.getFormattedMessage())
                            .append(' ')
                            .append(trace(record))
                            .append('\n');
                }
            }
        };
        String provided = IdentityProvider.forgedToken("admin");
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            activate("two", "a-wrong-token-of-somebody");
            activate("two", provided);
            activate("two", CALLER);
            activate("one", RatecastServers.ADMIN_TOKEN);
            given().post("/models/two/activate?token=" + RatecastServers.ADMIN_TOKEN);
        } finally {
            root.removeHandler(listener);
        }
        assertThat(log.toString())
                .contains("event=call-refused reason=WRONG_TOKEN method=POST path=/models/two/activate")
                .contains("event=admin-refused reason=NOT_ADMIN")
                .doesNotContain("a-wrong-token-of-somebody", provided, CALLER, RatecastServers.ADMIN_TOKEN);
    }

    private static String trace(LogRecord record) {
        return record.getThrown() == null
                ? ""
                : Stream.iterate(record.getThrown(), t -> t != null, Throwable::getCause)
                        .map(String::valueOf)
                        .toList()
                        .toString();
    }

    /** The topic may hold ratings of other tests, which are applied without any call. */
    private void awaitWhatTheTopicHolds() {
        AtomicReference<List<String>> before = new AtomicReference<>(List.of());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    List<String> now =
                            Tables.rows(dataSource, "select partition, next_offset from consumed_offset order by 1");
                    return !now.isEmpty() && now.equals(before.getAndSet(now));
                });
        settled = true;
    }

    /** What a call could change: the model that serves, the events to come, and every table that a customer's data is in. */
    private String state() {
        List<String> queries = List.of(
                "select version, active, shadow from model_version order by 1",
                "select count(*) from rating",
                "select topic, partition, next_offset from consumed_offset order by 1, 2");
        StringBuilder state =
                new StringBuilder(predict(CALLER).path("model_version").toString());
        try {
            state.append(TopicContents.ends(Servers.kafka(), "ratings"));
            for (String query : queries) {
                state.append(Tables.rows(dataSource, query));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return state.toString();
    }

    /** What all calls for admins answer, with these headers. */
    private static List<Integer> adminCalls(Map<String, String> headers) {
        return ADMIN_CALLS.stream()
                .map(call ->
                        call.replace("{id}", "1").replace("{version}", "two").split(" "))
                .map(call -> given().headers(headers).request(call[0], call[1]).statusCode())
                .toList();
    }

    private static Map<String, String> authorization(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static RequestSpecification authorized(String token) {
        return given().headers(authorization(token));
    }

    private static Response predict(String token) {
        return authorized(token).contentType("application/json").body(REQUEST).post("/");
    }

    private static Response activate(String version, String token) {
        return authorized(token).post("/models/" + version + "/activate");
    }

    private double metric(String series) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
