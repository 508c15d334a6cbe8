package dev.ratecast.guarantees;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.Certificate;
import dev.ratecast.testing.EncryptedServers;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Tables;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service reaches broker and database by TLS and with a password, by configuration alone, and only the right ones. */
@QuarkusTest
@WithTestResource(EncryptedServers.class)
class EncryptedConnectionsIT {
    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    AgroalDataSource dataSource;

    @TempDir
    Path folder;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    @Test
    void ratings_come_in_and_predictions_go_out_over_encrypted_connections() throws Exception {
        send("ratings", "{\"customer_id\":7,\"movie_id\":3,\"rating\":4,\"rating_date\":\"2005-02-03\"}");
        send("ratings", "nonsense");
        send("prediction-requests", "{\"customer_id\":7,\"movie_id\":3}");

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Tables.rows(
                        dataSource, "select customer_id, movie_id from rating where customer_id = 7")
                .equals(List.of("7|3|")));
        assertThat(first("ratings-dead-letter")).isEqualTo("nonsense");
        assertThat(first("prediction-replies")).contains("predicted_rating");
        given().contentType("application/json")
                .body("{\"customer_id\":7,\"movie_id\":3}")
                .post("/")
                .then()
                .statusCode(200);
        // The memory reads the topic by a client of its own, and so does who writes erasures.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> given().get(metrics).asString().contains("ratecast_known_source{source=\"memory\"} 1.0"));
        given().header("Authorization", "Bearer " + EncryptedServers.ADMIN_TOKEN)
                .delete("/customers/7")
                .then()
                .statusCode(204);
        assertThat(Tables.rows(dataSource, "select movie_id from rating where customer_id = 7"))
                .isEmpty();
        assertThat(Tables.rows(
                        dataSource,
                        "select distinct s.ssl from pg_stat_ssl s join pg_stat_activity a using (pid)"
                                + " where a.application_name = 'ratecast'"))
                .containsExactly("true|");
    }

    @Test
    void the_import_command_reaches_the_broker_by_the_same_variables() throws Exception {
        assertThat(runImport("import-encrypted", broker("of-ratecast", trusted())))
                .isZero();

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Tables.rows(
                        dataSource, "select movie_id, rating from rating where customer_id = 8")
                .equals(List.of("4|5|")));
    }

    @Test
    void commands_refuse_servers_with_another_certificate_and_are_refused_with_a_wrong_password() throws Exception {
        String other = Certificate.make(Files.createDirectory(folder.resolve("other")))
                .certificate()
                .toString();
        CompletableFuture<Integer> wrongPassword =
                run(() -> runImport("import-wrong-password", broker("wrong", trusted())));
        CompletableFuture<Integer> otherBroker =
                run(() -> runImport("import-other-certificate", broker("of-ratecast", other)));
        CompletableFuture<Integer> otherDatabase = run(() -> RatecastProcess.runByVariables(
                Map.of(
                        "quarkus.datasource.jdbc.url",
                        EncryptedServers.jdbcUrl(other),
                        "quarkus.datasource.username",
                        "ratecast",
                        "quarkus.datasource.password",
                        "ratecast"),
                "audit-other-certificate",
                "audit"));

        assertThat(wrongPassword.join()).isEqualTo(1);
        assertThat(otherBroker.join()).isEqualTo(1);
        assertThat(otherDatabase.join()).isEqualTo(1);
        assertThat(RatecastProcess.said("import-wrong-password")).contains("SaslAuthenticationException");
        assertThat(RatecastProcess.said("import-other-certificate")).contains("SslAuthenticationException");
        assertThat(RatecastProcess.said("audit-other-certificate")).contains("SSL error");
    }

    private static CompletableFuture<Integer> run(Callable<Integer> command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return command.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private int runImport(String name, Map<String, String> configuration) throws Exception {
        Path ratings = Files.writeString(
                folder.resolve(name + ".csv"),
                "customer_id,rating,rating_date,movie_id,release_year,title\n8,5,2005-02-03,4,2002,Scotland\n");
        return RatecastProcess.runByVariables(
                configuration, name, "import", "--dataset", ratings.toString(), "--format", "csv");
    }

    private static Map<String, String> broker(String password, String trusted) {
        Map<String, String> configuration = new HashMap<>();
        EncryptedServers.client("ratecast", password, trusted)
                .forEach((key, value) -> configuration.put("kafka." + key, value));
        return configuration;
    }

    private static String trusted() {
        return System.getProperty(EncryptedServers.TRUSTED);
    }

    private static Map<String, Object> client() {
        return new HashMap<>(EncryptedServers.client("ratecast", "of-ratecast", trusted()));
    }

    private static void send(String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "7".getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    /** The value of the first record that comes into a topic. */
    private static String first(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            String[] found = new String[1];
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found[0] = new String(record.value(), UTF_8));
                return found[0] != null;
            });
            return String.valueOf(found[0]);
        }
    }
}
