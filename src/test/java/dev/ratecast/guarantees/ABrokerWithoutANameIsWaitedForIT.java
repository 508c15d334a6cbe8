package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TopicContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that starts before its broker's name resolves lives and says that it waits, and once the name resolves it
 * ingests and answers requests by itself. Settings that no client accepts end it.
 */
class ABrokerWithoutANameIsWaitedForIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAME = "broker.invalid";

    private final String requests = "prediction-requests-" + UUID.randomUUID();
    private final String replies = "prediction-replies-" + UUID.randomUUID();

    @TempDir
    Path folder;

    @Test
    void ratings_count_and_requests_are_answered_once_the_name_resolves() throws Exception {
        // The only names that the process knows.
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            createTopics();
            try (RatecastProcess process = start(ingestion, Map.of("jdk.net.hosts.file", hosts.toString()))) {
                process.awaitListening();
                awaitLog(process, "start=waiting for=known-ratings");
                awaitLog(process, "start=waiting for=broker");
                // Long enough for more than one try.
                Thread.sleep(4_000);
                assertThat(process.isAlive()).isTrue();
                assertThat(process.management("/q/health/live").statusCode()).isEqualTo(200);
                assertThat(process.management("/q/health/group/ingest").statusCode())
                        .isEqualTo(503);

                Files.writeString(hosts, "127.0.0.1 " + NAME + "\n", StandardOpenOption.APPEND);
                process.awaitReading();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() ->
                                process.management("/q/health/group/ingest").statusCode() == 200);
                ingestion.send(7, "{\"customer_id\":7,\"movie_id\":1,\"rating\":4,\"rating_date\":\"2005-02-03\"}");
                ingestion.send(new ProducerRecord<>(requests, "{\"customer_id\":7,\"movie_id\":1}".getBytes(UTF_8)));
                ingestion.awaitApplied();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> TopicContents.of(Servers.kafka(), replies).size() == 1);
            }
        }
    }

    @Test
    void settings_that_no_client_accepts_end_the_process() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1);
                RatecastProcess process = start(ingestion, Map.of("kafka.security.protocol", "NONE"))) {
            Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());

            assertThat(process.log()).contains("the service does not start: ", "security.protocol");
        }
    }

    private RatecastProcess start(IngestionUnderTest ingestion, Map<String, String> further) {
        PGSimpleDataSource database = (PGSimpleDataSource) ingestion.dataSource();
        Map<String, String> configuration = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                Servers.bootstrapServers().replaceFirst("^.*:", NAME + ":"),
                "quarkus.datasource.jdbc.url",
                String.valueOf(database.getUrl()),
                "quarkus.datasource.username",
                "ratecast",
                "quarkus.datasource.password",
                "ratecast",
                "ratecast.model.location",
                "classpath:sample/model.zip",
                "ratecast.ingestion.topic",
                ingestion.topic(),
                "ratecast.ingestion.dead-letter-topic",
                ingestion.deadLetterTopic(),
                "ratecast.ingestion.group",
                "nameless-" + ingestion.topic(),
                "ratecast.prediction.request-topic",
                requests,
                "ratecast.prediction.default-reply-topic",
                replies));
        configuration.putAll(further);
        return RatecastProcess.start(configuration, "nameless-broker-" + ingestion.topic());
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.createTopics(List.of(new NewTopic(requests, 1, (short) 1), new NewTopic(replies, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void awaitLog(RatecastProcess process, String text) {
        Awaitility.await().atMost(PATIENCE).until(() -> process.log().contains(text));
    }
}
