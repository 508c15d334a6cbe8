package dev.ratecast.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ratecast.testing.RatecastProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with everything it needs in one process, on its usual ports or those that are free instead. */
class ServeEmbeddedIT {
    private static final Pattern ANNOUNCED = Pattern.compile(
            "Ratecast is up\\..* REST +(http://localhost:\\d+) .* health +(http://localhost:\\d+/q/health) ",
            Pattern.DOTALL);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path state;

    @Test
    void it_answers_where_it_says_and_leaves_nothing_running() throws Exception {
        try (RatecastProcess process = RatecastProcess.startEmbedded(state, "embedded-" + UUID.randomUUID())) {
            process.awaitListening();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ANNOUNCED.matcher(process.log()).find());
            Matcher announced = ANNOUNCED.matcher(process.log());
            assertThat(announced.find()).isTrue();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(status(announced.group(2) + "/ready"))
                    .isEqualTo(200));
            assertThat(status(announced.group(1) + "/eras")).isEqualTo(200);

            assertThat(process.stop(Duration.ofMinutes(1))).isNotNull();
        }
        // Only a folder that no server runs on can be emptied.
        EmbeddedServers.clear(state);
        assertThat(state).satisfiesAnyOf(folder -> assertThat(folder).doesNotExist(), folder -> assertThat(folder)
                .isEmptyDirectory());
    }

    private int status(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
