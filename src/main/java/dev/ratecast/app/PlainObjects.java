package dev.ratecast.app;

import dev.ratecast.access.AdminAccess;
import dev.ratecast.access.AdminConfig;
import dev.ratecast.access.AdminMetrics;
import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.ingestion.CustomerErasure;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.KafkaErasureLog;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.postgres.PostgresKnownRatings;
import dev.ratecast.model.ActiveModel;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.prediction.PredictionThreads;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.Recommender;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.quality.LivePredictions;
import dev.ratecast.quality.LiveScores;
import dev.ratecast.quality.QualityObserver;
import dev.ratecast.quality.config.QualityConfig;
import dev.ratecast.quality.micrometer.QualityMetrics;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes the plain objects that the adapters inject. */
@ApplicationScoped
final class PlainObjects {
    @Produces
    @Singleton
    RatingScale scale(RatingConfig config) {
        return config.toScale();
    }

    @Produces
    @Singleton
    Eras eras(RatingConfig config) {
        return config.toEras();
    }

    @Produces
    @Singleton
    FeatureAssembler featureAssembler(RatingScale scale, Eras eras) {
        return new FeatureAssembler(scale, eras);
    }

    @Produces
    @Singleton
    ServedKnownRatings knownRatings(AgroalDataSource dataSource, RatingConfig config, RatingScale scale, Eras eras) {
        return new ServedKnownRatings(new PostgresKnownRatings(dataSource, scale, eras, config.toNeighborRule()));
    }

    @Produces
    @Singleton
    RatingStore ratingStore(AgroalDataSource dataSource, RatingScale scale, Eras eras, IngestionConfig config) {
        TransactionTimeouts timeouts =
                new TransactionTimeouts(config.statementTimeout(), config.lockTimeout(), config.idleTimeout());
        return new PostgresRatingStore(dataSource, scale, eras, config.history(), timeouts);
    }

    @Produces
    @Singleton
    OffsetStore offsetStore(AgroalDataSource dataSource) {
        return new OffsetTable(dataSource);
    }

    @Produces
    @Singleton
    KafkaErasureLog erasureLog(@Identifier("default-kafka-broker") Map<String, Object> kafka, IngestionConfig config) {
        return new KafkaErasureLog(kafka, config.topic());
    }

    void close(@Disposes KafkaErasureLog log) {
        log.close();
    }

    @Produces
    @Singleton
    CustomerErasure customerErasure(KafkaErasureLog log, OffsetStore offsets, IngestionConfig config) {
        return new CustomerErasure(log, offsets, config.topic());
    }

    @Produces
    @Singleton
    LiveScores liveScores(QualityConfig config) {
        return new LiveScores(config.toSettings());
    }

    @Produces
    @Singleton
    LivePredictions livePredictions(
            ServedKnownRatings known,
            FeatureAssembler assembler,
            ServedModels served,
            ActiveFactors factors,
            RatingScale scale) {
        // From what is stored: the memory may know the ratings already that are about to be applied.
        return new LivePredictions(known.stored(), assembler, served, factors, scale);
    }

    @Produces
    @Singleton
    QualityObserver qualityObserver(MeterRegistry meters, LiveScores scores) {
        return new QualityMetrics(meters, scores);
    }

    @Produces
    @Singleton
    ModelRegistry modelRegistry(AgroalDataSource dataSource) {
        return new PostgresModelRegistry(dataSource);
    }

    /** What nothing else asks for at start: a token that is refused ends the start, and counters are there before calls. */
    void check(@Observes StartupEvent started, AdminAccess access, AdminMetrics metrics, QualityObserver quality) {}

    @Produces
    @Singleton
    AdminAccess adminAccess(AdminConfig config) {
        return new AdminAccess(config.token());
    }

    @Produces
    @Singleton
    AdminMetrics adminMetrics(MeterRegistry meters) {
        return new AdminMetrics(meters);
    }

    @Produces
    @Singleton
    Predictor predictor(
            ServedKnownRatings known,
            FeatureAssembler assembler,
            ActiveModel activeModel,
            ActiveFactors activeFactors,
            RatingScale scale) {
        return new Predictor(known, assembler, activeModel, activeFactors, scale);
    }

    @Produces
    @Singleton
    PredictionThreads predictionThreads(PredictionConfig config) {
        return new PredictionThreads(config.threads(), Runtime.getRuntime().availableProcessors());
    }

    void close(@Disposes PredictionThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    Recommender recommender(ServedKnownRatings known, Predictor predictor, PredictionConfig config) {
        return new Recommender(known, predictor, config.caution());
    }
}
