package dev.ratecast.guarantees;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.postgres.PostgresKnownRatings;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.RegistryInMemory;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.ServingObserver;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.quality.Arrival;
import dev.ratecast.quality.Counted;
import dev.ratecast.quality.LivePredictions;
import dev.ratecast.quality.LiveQuality;
import dev.ratecast.quality.LiveScores;
import dev.ratecast.quality.QualitySettings;
import dev.ratecast.quality.ScoredRatingStore;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent.Rated;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.ModelArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Live quality counts each rating that changed something once, with the error of a prediction that knew nothing of it;
 * redeliveries and superseded ratings not at all, replacements and imports apart.
 */
class LiveQualityCountsExactlyIT {
    private static final long NOW =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).getEpochSecond();
    private static final long LONG_AGO = NOW - 90 * 86_400L;
    private static final NeighborRule RULE = NeighborRule.byDefault(IngestionUnderTest.SCALE);

    private final Counted counted = new Counted();
    private final ServedModels served = bundledModel();

    @Test
    void the_errors_are_those_of_a_slow_replay_that_predicts_before_it_applies() throws Exception {
        Random random = new Random(4);
        List<Rated> ratings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // Ever later, so that each counts: as a new rating or, where the pair comes again, as a replacement.
            ratings.add(rated(random.nextInt(5), random.nextInt(7), 1 + random.nextInt(5), NOW - 400 + i));
        }
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1, Map.of("max-batch", "1"))) {
            ingestion.startConsumer(store -> scored(ingestion, store));
            ratings.forEach(rating -> send(ingestion, rating));
            ingestion.awaitApplied();
        }

        List<Double> expected = replay(ratings);
        assertThat(counted.ratings).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(counted.ratings.get(i).error()).isEqualTo(expected.get(i), within(1e-5));
        }
    }

    @Test
    void redeliveries_superseded_replaced_and_imported_ratings_are_told_apart_whatever_fails() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "40"))) {
            AtomicInteger failures = new AtomicInteger();
            ingestion.startConsumer(store -> scored(ingestion, failing(store, failures)));
            for (int round = 0; round < 3; round++) {
                for (int customer = 0; customer < 100; customer++) {
                    send(ingestion, rated(customer, 1, 4, LONG_AGO));
                    send(ingestion, rated(customer, 2, 3, NOW - 100));
                    // One replaces what the round before brought; one is older than what is known.
                    send(ingestion, rated(customer, 3, 1 + round, NOW - 90 + round));
                    send(ingestion, rated(customer, 3, 5, NOW - 95));
                    ingestion.send(
                            customer,
                            "{\"customer_id\":%d,\"movie_id\":4,\"rating\":null,\"rating_date\":\"%s\"}"
                                    .formatted(customer, Instant.ofEpochSecond(NOW - 10)));
                }
                ingestion.awaitApplied();
            }
            assertThat(failures.get()).isPositive();
        }

        assertThat(counted.ratings.stream().collect(groupingBy(one -> one.cell().arrival(), counting())))
                .isEqualTo(Map.of(Arrival.IMPORT, 100L, Arrival.NEW, 200L, Arrival.REPLACEMENT, 200L));
    }

    /** Fails every third batch before it is committed. */
    private static RatingStore failing(RatingStore store, AtomicInteger failures) {
        AtomicInteger calls = new AtomicInteger();
        return new RatingStore() {
            @Override
            public EffectCounts apply(EventBatch batch) {
                if (calls.incrementAndGet() % 3 == 0) {
                    failures.incrementAndGet();
                    throw new StoreUnavailableException("lost before the commit", null);
                }
                return store.apply(batch);
            }
        };
    }

    private RatingStore scored(IngestionUnderTest ingestion, RatingStore store) {
        QualitySettings settings = new QualitySettings(1, 1, 1_000, 1.1);
        PostgresKnownRatings known = new PostgresKnownRatings(
                ingestion.dataSource(), IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        LivePredictions predictions =
                new LivePredictions(known, assembler(), served, () -> Factors.NONE, IngestionUnderTest.SCALE);
        // A clock that stands still: all time is left.
        return new ScoredRatingStore(
                store,
                new LiveQuality(
                        predictions, new LiveScores(settings), IngestionUnderTest.SCALE, settings, () -> 0, counted));
    }

    private List<Double> replay(List<Rated> ratings) {
        MemoryKnownRatings known = new MemoryKnownRatings(IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, RULE);
        Predictor predictor = new Predictor(known, assembler(), served, () -> Factors.NONE, IngestionUnderTest.SCALE);
        List<Double> errors = new ArrayList<>();
        for (Rated rating : ratings) {
            PredictionRequest request =
                    new PredictionRequest(rating.customer(), rating.movie().movie(), rating.ratedAt(), null, null);
            PredictionOutcome outcome = predictor.predict(List.of(request), LocalDate.EPOCH);
            double stars = ((PredictionOutcome.Predicted) outcome)
                    .predictions()
                    .get(0)
                    .estimate()
                    .rating();
            errors.add(stars - rating.units());
            known.apply(rating);
        }
        return errors;
    }

    private static FeatureAssembler assembler() {
        return FeatureAssemblers.of(IngestionUnderTest.SCALE, IngestionUnderTest.ERAS);
    }

    private static Rated rated(long customer, long movie, int units, long ratedAt) {
        return new Rated(new CustomerId(customer), MovieFacts.named(new MovieId(movie), null, null), units, ratedAt);
    }

    private static void send(IngestionUnderTest ingestion, Rated rating) {
        ingestion.send(
                rating.customer().value(),
                "{\"customer_id\":%s,\"movie_id\":%s,\"rating\":%d,\"rating_date\":\"%s\"}"
                        .formatted(
                                rating.customer(),
                                rating.movie().movie(),
                                rating.units(),
                                Instant.ofEpochSecond(rating.ratedAt())));
    }

    private static ServedModels bundledModel() {
        ServedModels models = new ServedModels(
                new RegistryInMemory(), ModelArtifacts::load, LiveQualityCountsExactlyIT::read, new Deaf());
        models.refresh();
        return models;
    }

    private static Optional<LoadedModel> read() {
        try {
            return Optional.of(ModelArtifacts.load(Files.readAllBytes(Path.of("data/model.zip"))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Deaf implements ServingObserver {
        @Override
        public void switched(Role role, ServedModel model) {}

        @Override
        public void refused(Role role, String version, String reason) {}

        @Override
        public void inStep(boolean inStep) {}

        @Override
        public void registryUnavailable(RegistryUnavailableException cause) {}
    }
}
