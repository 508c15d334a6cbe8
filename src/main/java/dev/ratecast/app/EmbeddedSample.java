package dev.ratecast.app;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetFormat;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.embedded.EmbeddedMode;
import dev.ratecast.embedded.EmbeddedServers;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.rating.RatingScale;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The synthetic sample that the embedded mode streams in through the topic, once for each state folder. */
@Singleton
final class EmbeddedSample {
    private static final Logger LOG = Logger.getLogger(EmbeddedSample.class);

    private final Map<String, Object> kafka;
    private final IngestionConfig ingestion;
    private final RatingScale scale;
    private final Optional<Path> stateFolder;

    EmbeddedSample(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestionConfig ingestion,
            RatingScale scale,
            @ConfigProperty(name = EmbeddedMode.STATE_FOLDER_KEY) Optional<Path> stateFolder) {
        this.kafka = kafka;
        this.ingestion = ingestion;
        this.scale = scale;
        this.stateFolder = stateFolder;
    }

    /** Sends the sample, unless this is no embedded service or an earlier start has sent all of it. */
    void streamIn() {
        if (stateFolder.isEmpty()) {
            return;
        }
        if (!scale.equals(RatingScale.WHOLE_STARS)) {
            LOG.infof(
                    "sample=not-sent reason=\"it and its model are on %s, this service on %s\"; predictions need a"
                            + " model",
                    RatingScale.WHOLE_STARS, scale);
            return;
        }
        Path done = stateFolder.get().resolve(EmbeddedServers.SAMPLE_FILE);
        if (Files.exists(done)) {
            return;
        }
        try {
            Dataset sample = Dataset.load(
                    DatasetSource.ofSample(),
                    DatasetFormat.NETFLIX_PRIZE,
                    new RatingRules(scale, Instant.now().getEpochSecond()),
                    (rows, bytesRead, bytesTotal) -> {});
            long sent = new DatasetImporter(kafka, ingestion.topic())
                    .send(sample, sample.timeOrder(), DatasetImporter.Progress.NONE);
            Files.writeString(done, sent + "\n");
            LOG.infof("sample=sent ratings=%d topic=%s", sent, ingestion.topic());
        } catch (KafkaException | IOException e) {
            // Sending it again is harmless: what is known already changes nothing.
            LOG.warnf("sample=not-sent reason=\"%s\" retry=at-next-start", e.getMessage());
        }
    }
}
