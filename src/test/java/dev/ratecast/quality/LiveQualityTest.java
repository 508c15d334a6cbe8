package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.model.FixedModel;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.RegistryInMemory;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.ServingObserver;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.quality.QualityObserver.Unscored;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingEvent.Rated;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveQualityTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final long NOW = 1_800_000_000L;

    private final FixedWorld world = new FixedWorld();
    private final RegistryInMemory registry = new RegistryInMemory();
    private final Counted counted = new Counted();
    private final List<RatingEffect> effects = new ArrayList<>();
    private Optional<LoadedModel> location = Optional.of(saying("two", 2));
    private boolean factorsAreKnown = true;
    private RuntimeException storeFails;
    private long clock;
    private long nanosPerLook;

    @Test
    void a_rating_that_is_added_counts_with_its_error_era_and_customer() {
        quality(1, world).apply(batch(rated(1, 10, 5), rated(9, 10, 1)));

        assertThat(counted.ratings).hasSize(2);
        assertThat(counted.ratings.get(0).error()).isEqualTo(-3, within(1e-12));
        assertThat(counted.ratings.get(0).cell())
                .isEqualTo(new QualityCell(ServingObserver.Role.ACTIVE, Arrival.NEW, Eras.DEFAULT.of(1995), true));
        assertThat(counted.ratings.get(1).error()).isEqualTo(1, within(1e-12));
        assertThat(counted.ratings.get(1).cell().warm()).isFalse();
    }

    @Test
    void what_changed_nothing_does_not_count_and_replacements_and_imports_are_apart() {
        effects.addAll(
                List.of(RatingEffect.DUPLICATE, RatingEffect.SUPERSEDED, RatingEffect.REPLACED, RatingEffect.ADDED));
        RatingEvent old = new Rated(new CustomerId(1), facts(12), 3, NOW - 90_000);

        quality(1, world).apply(batch(rated(1, 10, 5), rated(1, 10, 4), rated(1, 11, 3), old));

        assertThat(counted.ratings)
                .extracting(one -> one.cell().arrival())
                .containsExactly(Arrival.REPLACEMENT, Arrival.IMPORT);
    }

    @Test
    void withdrawals_and_erasures_are_not_predicted() {
        quality(1, world)
                .apply(batch(
                        new RatingEvent.Withdrawn(new CustomerId(1), facts(10), NOW),
                        new RatingEvent.Erased(new CustomerId(1))));

        assertThat(world.batches).isEmpty();
        assertThat(counted.ratings).isEmpty();
    }

    @Test
    void two_equal_events_are_two_arrivals() {
        effects.addAll(List.of(RatingEffect.ADDED, RatingEffect.DUPLICATE));

        quality(1, world).apply(batch(rated(1, 10, 5), rated(1, 10, 5)));

        assertThat(counted.ratings).hasSize(1);
    }

    @Test
    void a_batch_that_is_tried_again_or_in_halves_is_predicted_once_and_before_any_of_it_is_applied() {
        ScoredRatingStore store = quality(1, world);
        RatingEvent first = rated(1, 10, 5);
        RatingEvent second = rated(2, 10, 4);
        storeFails = new StoreUnavailableException("away", null);
        assertThatThrownBy(() -> store.apply(batch(first, second))).isSameAs(storeFails);
        storeFails = new BatchRefusedException("one of them", new IllegalStateException());
        assertThatThrownBy(() -> store.apply(batch(first, second))).isSameAs(storeFails);
        assertThat(counted.ratings).isEmpty();

        storeFails = null;
        store.apply(batch(first));
        store.apply(batch(second));

        assertThat(world.batches).containsExactly(2);
        assertThat(counted.ratings).hasSize(2);
        store.apply(batch(rated(1, 10, 5)));
        assertThat(world.batches).containsExactly(2, 1);
    }

    @Test
    void a_half_without_events_between_two_others_does_not_have_the_rest_predicted_anew() {
        ScoredRatingStore store = quality(1, world);
        RatingEvent first = rated(1, 10, 5);
        RatingEvent second = rated(2, 10, 4);
        storeFails = new BatchRefusedException("one of them", new IllegalStateException());
        assertThatThrownBy(() -> store.apply(batch(first, second))).isSameAs(storeFails);

        storeFails = null;
        store.apply(batch(first));
        store.apply(batch());
        store.apply(batch(second));

        assertThat(world.batches).containsExactly(2);
        assertThat(counted.ratings).hasSize(2);
    }

    @Test
    void without_a_shadow_nothing_is_said_of_the_last_one() {
        registry.publish("four", Instant.EPOCH, "{}", "four".getBytes(StandardCharsets.UTF_8));
        registry.shadow("four");
        LiveScores scores = new LiveScores(settings(1));
        quality(1, world, scores).apply(batch(rated(1, 10, 4)));
        registry.shadow(null);

        quality(1, world, scores).apply(batch(rated(2, 10, 4)));

        assertThat(scores.shadowGain()).isNaN();
        assertThat(scores.ofNew(ServingObserver.Role.SHADOW).size()).isZero();
        assertThat(scores.ofNew(ServingObserver.Role.ACTIVE).size()).isEqualTo(2);
    }

    @Test
    void a_shadow_is_scored_beside_from_the_same_facts() {
        registry.publish("four", Instant.EPOCH, "{}", "four".getBytes(StandardCharsets.UTF_8));
        registry.shadow("four");
        LiveScores scores = new LiveScores(settings(1));

        quality(1, world, scores).apply(batch(rated(1, 10, 4)));

        assertThat(world.batches).containsExactly(1);
        assertThat(counted.ratings)
                .extracting(one -> one.cell().role() + " " + one.error())
                .containsExactly("ACTIVE -2.0", "SHADOW 0.0");
        assertThat(scores.shadowGain()).isEqualTo(2);
    }

    @Test
    void whatever_fails_in_predicting_holds_no_rating_up() {
        quality(1, FixedWorld.failing(new KnownRatingsUnavailableException("away", null)))
                .apply(batch(rated(1, 10, 4)));
        quality(1, FixedWorld.failing(new IllegalStateException("a fault"))).apply(batch(rated(1, 10, 4)));
        quality(1, FixedWorld.answering((questions, wanted) -> {
                    throw new UnsatisfiedLinkError("not really");
                }))
                .apply(batch(rated(1, 10, 4)));
        location = Optional.empty();
        quality(1, world).apply(batch(rated(1, 10, 4)));

        assertThat(counted.ratings).isEmpty();
        assertThat(counted.unscored)
                .isEqualTo(Map.of(Unscored.UNAVAILABLE, 1, Unscored.FAILED, 2, Unscored.NO_MODEL, 1));
        assertThat(counted.failures).hasSize(2);
    }

    @Test
    void nothing_is_scored_as_long_as_the_factors_that_serve_are_not_known() {
        factorsAreKnown = false;

        quality(1, world).apply(batch(rated(1, 10, 5)));

        assertThat(counted.ratings).isEmpty();
        assertThat(counted.unscored).isEqualTo(Map.of(Unscored.UNAVAILABLE, 1));
    }

    @Test
    void beyond_its_share_of_time_the_rest_of_a_batch_is_left() {
        nanosPerLook = 1_500_000_000L;

        quality(1, world).apply(batch(ratings(200)));

        assertThat(world.batches).containsExactly(64);
        assertThat(counted.unscored).isEqualTo(Map.of(Unscored.BUDGET, 136));
    }

    @Test
    void only_the_sample_is_predicted() {
        quality(0.25, world).apply(batch(ratings(2_000)));

        assertThat(counted.unscored.get(Unscored.SAMPLE)).isBetween(1_400, 1_600);
        assertThat(counted.ratings).hasSize(2_000 - counted.unscored.get(Unscored.SAMPLE));
    }

    private ScoredRatingStore quality(double sampleRate, KnownRatings known) {
        return quality(sampleRate, known, new LiveScores(settings(sampleRate)));
    }

    private ScoredRatingStore quality(double sampleRate, KnownRatings known, LiveScores scores) {
        ServedModels served = new ServedModels(
                registry,
                artifact -> saying(new String(artifact, StandardCharsets.UTF_8), 4),
                () -> location,
                new Deaf());
        served.refresh();
        LivePredictions predictions = new LivePredictions(
                known,
                FeatureAssemblers.of(SCALE, Eras.DEFAULT),
                served,
                new ActiveFactors.AtThatMoment(Factors.NONE, factorsAreKnown),
                SCALE);
        LiveQuality quality =
                new LiveQuality(predictions, scores, SCALE, settings(sampleRate), () -> clock += nanosPerLook, counted);
        return new ScoredRatingStore(this::store, quality);
    }

    private static QualitySettings settings(double sampleRate) {
        return new QualitySettings(sampleRate, 0.1, 100, 1.1);
    }

    /** Answers the effects of the test, or that everything was added. */
    private EffectCounts store(EventBatch batch) {
        if (storeFails != null) {
            throw storeFails;
        }
        List<RatingEffect> answered =
                effects.isEmpty() ? Collections.nCopies(batch.events().size(), RatingEffect.ADDED) : effects;
        return new EffectCounts(Map.of(), 0, answered);
    }

    private static EventBatch batch(RatingEvent... events) {
        return new EventBatch(
                "ratings",
                List.of(new PartitionProgress(0, 1, 0, events.length)),
                List.of(events),
                Collections.nCopies(events.length, NOW));
    }

    private static RatingEvent[] ratings(int count) {
        return IntStream.range(0, count).mapToObj(i -> rated(i, 10, 3)).toArray(RatingEvent[]::new);
    }

    private static Rated rated(long customer, long movie, int units) {
        return new Rated(new CustomerId(customer), facts(movie), units, NOW);
    }

    private static MovieFacts facts(long movie) {
        return MovieFacts.named(new MovieId(movie), null, null);
    }

    private static LoadedModel saying(String version, double stars) {
        return new LoadedModel(new FixedModel(version, stars), null);
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
