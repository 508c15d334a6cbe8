package dev.ratecast.admission.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.RatecastServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a call before it comes to a resource is answered with a problem, and is no error of the service. */
@QuarkusTest
@WithTestResource(RatecastServers.class)
class FailedCallsIT {
    private static final int PATIENCE_MILLIS = 30_000;

    @TestHTTPResource("/")
    URI rest;

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final Handler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                errors.add(record.getLoggerName() + " " + record.getFormattedMessage());
            }
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(listener);
    }

    @AfterEach
    void the_log_holds_no_error_for_what_is_the_clients_fault() {
        Logger.getLogger("").removeHandler(listener);
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n"})
    void a_call_without_a_host_that_makes_sense_is_a_problem(String host) throws IOException {
        assertProblem(call("GET /eras HTTP/1.1\r\n" + host), 400);
        assertProblem(call("POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n", "{}"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eras", "*", "a:b", "/%00", "/no/such"})
    void a_target_that_is_no_path_of_ours_is_a_problem(String target) throws IOException {
        assertProblem(call("GET " + target + " HTTP/1.1\r\nHost: a\r\n"), 404);
    }

    @Test
    void a_body_that_is_too_large_is_a_problem_wherever_the_call_goes() throws IOException {
        for (String head : new String[] {"POST /no/such HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nHost: a\r\n"}) {
            assertProblem(call(head + "Content-Length: 5000000\r\n", " ".repeat(5_000_000)), 413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "GET /customers/%zz HTTP/1.1", "GET / / HTTP/1.1", "GET // HTTP/1.1"})
    void what_is_no_http_is_refused_without_a_word(String line) throws IOException {
        assertRefused(call(line + "\r\nHost: a\r\n"), 400);
    }

    @Test
    void a_head_that_is_too_long_is_refused_without_a_word() throws IOException {
        assertRefused(call("GET /eras HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\n"), 431);
        assertRefused(call("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: a\r\n"), 414);
    }

    private static void assertRefused(String answer, int status) {
        assertThat(answer).matches("(?s)HTTP/1.[01] " + status + " .*content-length: 0\r\n\r\n");
    }

    private static void assertProblem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"status\":" + status)
                .doesNotContain("Exception", "\tat ", "Error id", "stack");
    }

    private String call(String head) throws IOException {
        return call(head, "");
    }

    /** Sends a call, and gives all that comes back before the connection ends. */
    private String call(String head, String body) throws IOException {
        try (Socket socket = new Socket("localhost", rest.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n" + body).getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
