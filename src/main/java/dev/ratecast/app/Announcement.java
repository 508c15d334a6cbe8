package dev.ratecast.app;

import dev.ratecast.embedded.EmbeddedMode;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What the embedded mode says of itself: what listens where, and three commands to try. */
@Singleton
final class Announcement {
    private static final Logger LOG = Logger.getLogger("ratecast");
    private static final String TEXT =
            """

            Ratecast is up. What listens where:
              REST       http://localhost:%1$s   (Swagger UI at /q/swagger-ui)
              health     http://localhost:%2$s/q/health   metrics at /q/metrics
              Kafka      %3$s   (topics ratings, prediction-requests, prediction-replies)
              Postgres   %4$s   (user and password ratecast)
            Try:
              curl -s localhost:%1$s -H 'content-type: application/json' -d '{"customer_id":1,"movie_id":1}'
              curl -s localhost:%1$s/customers/1
              echo '1|{"customer_id":1,"movie_id":2,"rating":5,"rating_date":"2005-12-31"}' | kcat -b %3$s -P -t ratings -K '|' -X partitioner=murmur2_random
            """;

    private final Optional<String> stateFolder;
    private final HttpServer http;
    private final int managementPort;
    private final String kafka;
    private final Optional<String> postgres;

    Announcement(
            @ConfigProperty(name = EmbeddedMode.STATE_FOLDER_KEY) Optional<String> stateFolder,
            HttpServer http,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "") String kafka,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> postgres) {
        this.stateFolder = stateFolder;
        this.http = http;
        this.managementPort = managementPort;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /** Says it, in the embedded mode only. */
    void say() {
        if (stateFolder.isPresent()) {
            LOG.infof(TEXT, http.getPort(), managementPort(), kafka, postgres.orElse(""));
        }
    }

    /** The framework tells of it only where it is another than the configured one, as for port 0; below 0 otherwise. */
    private int managementPort() {
        int told = http.getManagementPort();
        return told < 0 ? managementPort : told;
    }
}
