package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.postgres.PostgresKnownRatings;
import dev.ratecast.model.Activation;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.ServingObserver;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.ModelArtifacts;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A switch of models reaches every replica within 10 s, no request fails in the meantime, none is answered by two
 * models, and a version that does not load is served by nobody.
 */
class ModelsSwitchWithoutAFailureIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final LocalDate TODAY = LocalDate.of(2005, 12, 31);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final List<PredictionRequest> BATCH = LongStream.range(0, 20)
            .mapToObj(n -> new PredictionRequest(new CustomerId(n % 4), new MovieId(n), null, null, null))
            .toList();

    private final DataSource database = Servers.newMigratedDatabase();
    private final PostgresModelRegistry registry = new PostgresModelRegistry(database);
    private final List<Replica> replicas = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Replica replica : replicas) {
            replica.stop();
        }
    }

    @Test
    void two_replicas_under_load_follow_each_switch_and_the_way_back() {
        publish("first");
        publish("second");
        registry.activate("first");
        Replica one = start();
        Replica other = start();

        for (String version : List.of("second", "first", "second", "first")) {
            assertThat(one.served.activate(version)).isInstanceOf(Activation.Activated.class);
            assertThat(one.version()).isEqualTo(version);
            Awaitility.await().atMost(WITHIN).until(() -> other.version().equals(version));
            long answered = one.answers.get() + other.answers.get();
            Awaitility.await().until(() -> one.answers.get() + other.answers.get() > answered + 10);
        }

        for (Replica replica : replicas) {
            assertThat(replica.failure.get()).isNull();
            assertThat(replica.versionsSeen).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void a_damaged_artifact_is_served_by_nobody_whoever_activates_it() throws Exception {
        publish("first");
        publish("damaged");
        registry.activate("first");
        Replica one = start();
        Replica other = start();
        Tables.execute(
                database,
                "update model_version set artifact = set_byte(artifact, 900, get_byte(artifact, 900) # 255)"
                        + " where version = 'damaged'");

        assertThat(one.served.activate("damaged")).isInstanceOf(Activation.Unloadable.class);
        assertThat(registry.choice().active().version()).isEqualTo("first");

        registry.activate("damaged");
        Awaitility.await().atMost(WITHIN).until(() -> replicas.stream().allMatch(replica -> replica.served
                .refusalOf(registry.find("damaged").orElseThrow())
                .isPresent()));
        assertThat(one.version()).isEqualTo("first");
        assertThat(other.version()).isEqualTo("first");
        assertThat(one.failure.get()).isNull();
        assertThat(other.failure.get()).isNull();
    }

    private void publish(String version) {
        registry.publish(version, Instant.EPOCH, "{}", ModelArtifacts.ofVersion(version));
    }

    private Replica start() {
        Replica replica = new Replica();
        replicas.add(replica);
        replica.start();
        Awaitility.await().until(() -> replica.answers.get() > 0);
        return replica;
    }

    /** What a replica does with models: one thread follows the registry each second, two predict all the time. */
    private final class Replica implements ServingObserver {
        private final ServedModels served = new ServedModels(
                new PostgresModelRegistry(database), ModelArtifacts::load, Optional::<LoadedModel>empty, this);
        private final Predictor predictor = new Predictor(
                new PostgresKnownRatings(database, SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE)),
                FeatureAssemblers.of(SCALE, Eras.DEFAULT),
                served,
                () -> Factors.NONE,
                SCALE);
        private final List<Thread> threads =
                List.of(new Thread(this::follow), new Thread(this::predict), new Thread(this::predict));
        private final AtomicReference<Object> failure = new AtomicReference<>();
        private final AtomicLong answers = new AtomicLong();
        private final Set<String> versionsSeen = ConcurrentHashMap.newKeySet();
        private volatile boolean stopping;

        void start() {
            served.refresh();
            threads.forEach(Thread::start);
        }

        void stop() throws InterruptedException {
            stopping = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }

        String version() {
            return served.current().orElseThrow().version();
        }

        private void follow() {
            while (!stopping) {
                served.refresh();
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void predict() {
            while (!stopping) {
                try {
                    PredictionOutcome outcome = predictor.predict(BATCH, TODAY);
                    Set<String> versions = ((PredictionOutcome.Predicted) outcome)
                            .predictions().stream()
                                    .map(Prediction::modelVersion)
                                    .collect(Collectors.toSet());
                    if (versions.size() != 1) {
                        failure.set("one batch by " + versions);
                    }
                    versionsSeen.addAll(versions);
                    answers.incrementAndGet();
                } catch (RuntimeException e) {
                    failure.set(e);
                }
            }
        }

        @Override
        public void switched(Role role, ServedModel model) {}

        @Override
        public void refused(Role role, String version, String reason) {}

        @Override
        public void inStep(boolean inStep) {}

        @Override
        public void registryUnavailable(RegistryUnavailableException cause) {
            failure.set(cause);
        }
    }
}
