package dev.ratecast.app;

import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.micrometer.IngestionMetrics;
import dev.ratecast.quality.LivePredictions;
import dev.ratecast.quality.LiveQuality;
import dev.ratecast.quality.LiveScores;
import dev.ratecast.quality.QualityObserver;
import dev.ratecast.quality.ScoredRatingStore;
import dev.ratecast.quality.config.QualityConfig;
import dev.ratecast.rating.RatingScale;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ingestion thread of this replica. */
@Singleton
final class IngestionService {
    private final Map<String, Object> kafka;
    private final IngestionConfig config;
    private final RatingScale scale;
    private final RatingStore store;
    private final OffsetStore offsets;
    private final MeterRegistry meters;
    private final LivePredictions livePredictions;
    private final LiveScores liveScores;
    private final QualityConfig quality;
    private final QualityObserver qualityObserver;
    private volatile @Nullable RatingsConsumer consumer;
    private @Nullable Thread thread;

    IngestionService(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestionConfig config,
            RatingScale scale,
            RatingStore store,
            OffsetStore offsets,
            MeterRegistry meters,
            LivePredictions livePredictions,
            LiveScores liveScores,
            QualityConfig quality,
            QualityObserver qualityObserver) {
        if (config.maxBatch() < 1) {
            throw new IllegalArgumentException(
                    "ratecast.ingestion.max-batch must be at least 1, not " + config.maxBatch());
        }
        this.kafka = kafka;
        this.config = config;
        this.scale = scale;
        this.store = store;
        this.offsets = offsets;
        this.meters = meters;
        this.livePredictions = livePredictions;
        this.liveScores = liveScores;
        this.quality = quality;
        this.qualityObserver = qualityObserver;
    }

    boolean isEnabled() {
        return config.enabled();
    }

    /** Starts consuming; the database has its schema by now. */
    synchronized void start() {
        RatingsConsumer ratings = new RatingsConsumer(
                kafka,
                config,
                new RatingEventParser(scale, config.futureTolerance()),
                new ScoredRatingStore(store, liveQuality()),
                offsets,
                new IngestionMetrics(meters, RatingEventParser.reasons()));
        consumer = ratings;
        thread = new Thread(ratings, "ratecast-ingest");
        thread.start();
    }

    private LiveQuality liveQuality() {
        return new LiveQuality(
                livePredictions, liveScores, scale, quality.toSettings(), System::nanoTime, qualityObserver);
    }

    /** Asks ingestion to end after the batch in hand; returns at once. */
    synchronized void end() {
        RatingsConsumer running = consumer;
        if (running != null) {
            running.close();
        }
    }

    /** Waits until it has ended. */
    synchronized void awaitEnd(StopDeadline deadline) {
        if (thread != null) {
            deadline.await(thread);
        }
    }

    /** How ingestion stands. */
    IngestionStatus status() {
        RatingsConsumer running = consumer;
        if (running == null) {
            return new IngestionStatus(Map.of(), isEnabled() ? "the database or the broker" : null, null);
        }
        return running.status();
    }
}
