package dev.ratecast.app;

import dev.ratecast.access.Access;
import dev.ratecast.access.AccessConfig;
import dev.ratecast.access.AccessMetrics;
import dev.ratecast.access.AdminConfig;
import dev.ratecast.admission.AdmissionConfig;
import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.CallGate;
import dev.ratecast.admission.DatabaseLimit;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureChoice;
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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    FeatureAssembler featureAssembler(RatingConfig config, RatingScale scale, Eras eras) {
        return new FeatureAssembler(scale, eras, config.toNeighborRule(), FeatureChoice.ALL);
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
    void check(@Observes StartupEvent started, Access access, AccessMetrics metrics, QualityObserver quality) {}

    @Produces
    @Singleton
    Access access(
            AdminConfig admin,
            AccessConfig access,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> keys,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<String> audiences) {
        if (keys.isPresent() && (issuer.isEmpty() || audiences.isEmpty())) {
            throw new IllegalArgumentException("with mp.jwt.verify.publickey.location, mp.jwt.verify.issuer and"
                    + " mp.jwt.verify.audiences must be set: the provider's tokens for others would be taken too");
        }
        return new Access(admin, access, keys.isPresent());
    }

    @Produces
    @Singleton
    AccessMetrics accessMetrics(MeterRegistry meters) {
        return new AccessMetrics(meters);
    }

    @Produces
    @Singleton
    CallGate callGate(AdmissionConfig config) {
        return new CallGate(config.maxCalls(), config.maxBodyBytes());
    }

    @Produces
    @Singleton
    WorkLimit workLimit(AdmissionConfig config) {
        int byProcessors = WorkLimit.PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        return new WorkLimit(config.maxWork().orElse(byProcessors), config.maxWait());
    }

    @Produces
    @Singleton
    AdmissionMetrics admissionMetrics(MeterRegistry meters, CallGate gate, WorkLimit work) {
        return new AdmissionMetrics(meters, gate, work);
    }

    @Produces
    @Singleton
    DatabaseLimit databaseLimit(AdmissionConfig config, AdmissionMetrics metrics) {
        return new DatabaseLimit(config.maxDatabaseCalls(), metrics);
    }

    @Produces
    @Singleton
    LoggedKnownRatings loggedKnownRatings(ServedKnownRatings known) {
        return new LoggedKnownRatings(known, System::nanoTime);
    }

    @Produces
    @Singleton
    Predictor predictor(
            LoggedKnownRatings known,
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
    Recommender recommender(LoggedKnownRatings known, Predictor predictor, PredictionConfig config) {
        return new Recommender(known, predictor, config.caution());
    }
}
