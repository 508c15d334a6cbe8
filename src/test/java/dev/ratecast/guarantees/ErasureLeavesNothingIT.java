package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * After an erasure nothing names the customer: no row of any table, neither memory nor caches nor factors of the
 * replica, no metric, no line of the log, no file. Aggregates are corrected exactly, and a later rating starts anew.
 */
class ErasureLeavesNothingIT {
    /** Ids that appear nowhere by chance. */
    private static final long BY_REST = 1_987_654_321L;

    private static final long BY_EVENT = 1_987_654_322L;
    private static final int MOVIES = 20;
    private static final String TOKEN = "admin-of-the-erasure-test";

    @TempDir
    Path files;

    @Test
    void what_an_erased_customer_left_is_found_nowhere() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2);
                RatecastProcess process = start(ingestion)) {
            for (int customer = 1; customer <= 6; customer++) {
                rateAll(ingestion, customer);
            }
            rateAll(ingestion, BY_REST);
            rateAll(ingestion, BY_EVENT);
            changeMind(ingestion, BY_REST);
            changeMind(ingestion, BY_EVENT);
            ingestion.awaitApplied();
            eventually(() -> assertThat(neighborsOf(process, 1)).contains(id(BY_REST), id(BY_EVENT)));
            eventually(() -> assertThat(filesThatName(BY_REST)).isNotEmpty());
            eventually(() -> assertThat(places(ingestion, BY_REST))
                    .contains("rating", "rating_history", "customer_aggregate", "customer_factor"));

            assertThat(process.call("DELETE", "/customers/" + BY_REST, "").statusCode())
                    .isEqualTo(401);
            assertThat(process.call("DELETE", "/customers/" + BY_REST, "", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(204);
            ingestion.send(BY_EVENT, "{\"customer_id\":" + BY_EVENT + ",\"erase\":true}");
            ingestion.awaitApplied();

            for (long erased : List.of(BY_REST, BY_EVENT)) {
                refusedCalls(process, erased);
                assertThat(places(ingestion, erased)).isEmpty();
                assertThat(process.call("GET", "/customers/" + erased, "").statusCode())
                        .isEqualTo(404);
                eventually(() -> assertThat(neighborsOf(process, 1)).doesNotContain(id(erased)));
                eventually(() -> assertThat(predict(process, erased)).contains("\"customer_known\":false"));
                assertThat(process.management("/q/metrics").body()).doesNotContain(id(erased));
                assertThat(process.log()).doesNotContain(id(erased));
                eventually(() -> assertThat(filesThatName(erased)).isEmpty());
            }
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
            eventually(() -> assertThat(process.call("GET", "/memory", "", "Authorization", "Bearer " + TOKEN)
                            .body())
                    .contains("\"rows\":" + Tables.number(ingestion.dataSource(), "select count(*) from rating")));

            rate(ingestion, BY_REST, 3, 2, 9);
            ingestion.awaitApplied();
            assertThat(process.call("GET", "/customers/" + BY_REST, "").body()).contains("\"rating_count\":1");
        }
    }

    private RatecastProcess start(IngestionUnderTest ingestion) {
        PGSimpleDataSource database = (PGSimpleDataSource) ingestion.dataSource();
        Map<String, String> configuration = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", String.valueOf(database.getUrl()),
                "quarkus.datasource.username", "ratecast",
                "quarkus.datasource.password", "ratecast",
                "ratecast.admin.token", TOKEN,
                "ratecast.model.location", "classpath:sample/model.zip",
                "ratecast.factors.min-ratings", "100",
                "ratecast.factors.check", "300ms",
                "java.io.tmpdir", files.toString()));
        configuration.putAll(Map.of(
                "ratecast.ingestion.topic",
                ingestion.topic(),
                "ratecast.ingestion.dead-letter-topic",
                ingestion.deadLetterTopic(),
                "ratecast.ingestion.group",
                "erasure-" + ingestion.topic(),
                "ratecast.ingestion.recheck",
                "1s",
                "ratecast.known.snapshot.folder",
                files.resolve("known").toString(),
                "ratecast.known.snapshot.every",
                "2s"));
        return RatecastProcess.start(configuration, "erasure-" + ingestion.topic())
                .awaitReading();
    }

    private static void rateAll(IngestionUnderTest ingestion, long customer) {
        for (int movie = 1; movie <= MOVIES; movie++) {
            rate(ingestion, customer, movie, 1 + movie % 5, 1);
        }
    }

    /** A replacement, and one that comes too late. */
    private static void changeMind(IngestionUnderTest ingestion, long customer) {
        rate(ingestion, customer, 1, 3, 20);
        rate(ingestion, customer, 1, 4, 10);
    }

    private static void rate(IngestionUnderTest ingestion, long customer, int movie, int stars, int day) {
        ingestion.send(
                customer,
                "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-%02d\",\"release_year\":%d}"
                        .formatted(customer, movie, stars, day, 1960 + 2 * movie));
    }

    /** Calls that name the customer and are refused before their resource is found, by the gate or by what they ask for. */
    private static void refusedCalls(RatecastProcess process, long customer) throws Exception {
        String path = "/customers/" + customer;
        String tooLarge = " ".repeat((4 << 20) + 1);
        assertThat(process.call("PUT", path, "").statusCode()).isEqualTo(405);
        assertThat(process.call("DELETE", path + "/recommendations", "").statusCode())
                .isEqualTo(405);
        assertThat(process.call("GET", path, "", "Accept", "text/html").statusCode())
                .isEqualTo(406);
        assertThat(process.call("POST", path, tooLarge).statusCode()).isEqualTo(413);
        assertThat(process.call("POST", path + "/no/such/path", tooLarge).statusCode())
                .isEqualTo(413);
        assertThat(process.call("GET", path + "/no/such/path", "").statusCode()).isEqualTo(404);
        assertThat(process.management("/q/metrics").body())
                .contains("status=\"405\",uri=\"/customers/{id}\"")
                .contains("status=\"413\",uri=\"UNKNOWN\"");
    }

    private static String neighborsOf(RatecastProcess process, long customer) throws Exception {
        return process.call(
                        "POST", "/predictions?explain=true", "{\"customer_id\":%d,\"movie_id\":7}".formatted(customer))
                .body();
    }

    private static String predict(RatecastProcess process, long customer) throws Exception {
        return process.call("POST", "/", "{\"customer_id\":%d,\"movie_id\":7}".formatted(customer))
                .body();
    }

    /** The tables of the database that name the customer anywhere, each row as text. */
    private static List<String> places(IngestionUnderTest ingestion, long customer) throws Exception {
        List<String> places = new ArrayList<>();
        for (String row : Tables.rows(
                ingestion.dataSource(), "select relname from pg_stat_user_tables where schemaname = 'public'")) {
            String table = row.replace("|", "");
            if (Tables.number(
                            ingestion.dataSource(),
                            "select count(*) from \"%s\" t where t::text like '%%%d%%'".formatted(table, customer))
                    > 0) {
                places.add(table);
            }
        }
        return places;
    }

    /** As text, or as a number of 8 bytes in either order. */
    private List<Path> filesThatName(long customer) throws Exception {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(customer).array();
        byte[] reversed = ByteBuffer.allocate(Long.BYTES)
                .putLong(Long.reverseBytes(customer))
                .array();
        List<String> forms = List.of(
                id(customer),
                new String(number, StandardCharsets.ISO_8859_1),
                new String(reversed, StandardCharsets.ISO_8859_1));
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (forms.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static String id(long customer) {
        return Long.toString(customer);
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
