package dev.ratecast.app;

import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.kafka.ClientProbe;
import dev.ratecast.rating.config.RatingConfig;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the service up beside the start of the process: topics, schema, installation check, the memory of known
 * ratings, ingestion. Whatever is away is waited for, a broker whose name does not resolve included; only configuration that
 * contradicts itself, or that no client accepts, ends the process.
 */
@Singleton
final class Startup {
    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final int CONTRADICTORY_CONFIGURATION = 2;

    /**
     * For the batch in hand, and to keep the memory in its file. With {@code quarkus.shutdown.timeout} before it, it fits into
     * what Kubernetes and compose give a container to stop.
     */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Map<String, Object> kafka;
    private final TopicsConfig topicsConfig;
    private final IngestionConfig ingestionConfig;
    private final PredictionConfig predictionConfig;
    private final RatingConfig ratingConfig;
    private final Flyway flyway;
    private final AgroalDataSource dataSource;
    private final IngestionService ingestion;
    private final KnownService known;
    private final EmbeddedSample sample;
    private final Announcement announcement;
    private final Thread thread = new Thread(this::run, "ratecast-startup");

    Startup(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TopicsConfig topicsConfig,
            IngestionConfig ingestionConfig,
            PredictionConfig predictionConfig,
            RatingConfig ratingConfig,
            Flyway flyway,
            AgroalDataSource dataSource,
            IngestionService ingestion,
            KnownService known,
            EmbeddedSample sample,
            Announcement announcement) {
        this.kafka = kafka;
        this.topicsConfig = topicsConfig;
        this.ingestionConfig = ingestionConfig;
        this.predictionConfig = predictionConfig;
        this.ratingConfig = ratingConfig;
        this.flyway = flyway;
        this.dataSource = dataSource;
        this.ingestion = ingestion;
        this.known = known;
        this.sample = sample;
        this.announcement = announcement;
    }

    void start(@Observes StartupEvent started) {
        if (!ClientProbe.succeeds(kafka)) {
            LOG.warn("start=waiting for=broker reason=\"its name does not resolve\"");
        }
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
        ingestion.end();
        known.end();
        StopDeadline deadline = new StopDeadline(STOP_PATIENCE);
        ingestion.awaitEnd(deadline);
        known.awaitEnd(deadline);
    }

    private void run() {
        try {
            untilItWorks("topics", this::createTopics);
            untilItWorks("database", this::prepareDatabase);
            untilItWorks("known-ratings", known::start);
            if (ingestion.isEnabled()) {
                untilItWorks("ingestion", ingestion::start);
            }
            sample.streamIn();
            announcement.say();
        } catch (InterruptedException e) {
            LOG.debug("stopped while starting");
        }
    }

    private void createTopics() throws InterruptedException {
        if (topicsConfig.createTopics()) {
            new Topics(kafka, topicsConfig)
                    .create(
                            List.of(ingestionConfig.topic(), ingestionConfig.deadLetterTopic()),
                            List.of(predictionConfig.requestTopic(), predictionConfig.defaultReplyTopic()));
        }
    }

    private void prepareDatabase() throws SQLException {
        flyway.migrate();
        Installation installation =
                new Installation(ratingConfig.toScale(), ratingConfig.toEras(), ratingConfig.effectiveNeighborGap());
        List<String> differences = installation.storeOrCompare(dataSource);
        if (!differences.isEmpty()) {
            LOG.fatalf(
                    "refused to start: %s. Change the configuration back, or recompute the aggregates with `rebuild`",
                    String.join("; ", differences));
            Quarkus.asyncExit(CONTRADICTORY_CONFIGURATION);
            Thread.currentThread().interrupt();
        }
    }

    /** Something that needs a server that may be away. */
    private interface Step {
        void run() throws InterruptedException, SQLException;
    }

    private static void untilItWorks(String what, Step step) throws InterruptedException {
        boolean said = false;
        while (true) {
            try {
                step.run();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                return;
            } catch (SQLException | FlywayException | KafkaException e) {
                if (!said) {
                    LOG.warnf("start=waiting for=%s reason=\"%s\"", what, reason(e));
                }
            } catch (RuntimeException | Error e) {
                if (!said) {
                    LOG.errorf(e, "start=fault at=%s; it is tried again, and repeats are not logged", what);
                }
            }
            said = true;
            Thread.sleep(1_000);
        }
    }

    /** Kafka's clients say in the cause what they could not be made for; Flyway says in a table what its first line says. */
    static String reason(Exception failure) {
        Throwable cause = failure instanceof KafkaException ? failure.getCause() : null;
        String reason = failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
        return reason.lines().findFirst().orElse("");
    }
}
