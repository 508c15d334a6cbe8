package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.FixedModel;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.Validation;
import dev.ratecast.rating.RatingScale;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final RecordingTrainer trainer = new RecordingTrainer();

    @Test
    void the_manifest_says_what_was_learned_validated_and_tested_on() {
        Log log = Log.random(1, 100);

        ModelManifest manifest = run(log, new Split.ByFraction(0.6, 0.2, false)).manifest();

        assertThat(manifest.version()).isEqualTo("20261122T101500Z-0123abcd");
        assertThat(manifest.data().rows()).isEqualTo(100);
        assertThat(manifest.learn().rows()).isEqualTo(60);
        assertThat(manifest.validate().rows()).isEqualTo(20);
        assertThat(manifest.test().rows()).isEqualTo(20);
        assertThat(manifest.fitted()).isEqualTo(manifest.learn());
        assertThat(manifest.withinDay()).isEqualTo("hold-back");
        assertThat(manifest.scores()).containsOnlyKeys("learn", "validate", "test");
        // The first fifth of what is learned from is replayed only.
        assertThat(trainer.fitted).containsExactly(48);
    }

    @Test
    void without_a_test_part_the_network_is_fitted_again_on_everything() {
        ModelManifest manifest =
                run(Log.random(1, 100), new Split.ByDefault(false, true)).manifest();

        assertThat(trainer.fitted).containsExactly(64, 84);
        assertThat(manifest.test()).isNull();
        assertThat(manifest.fitted()).isEqualTo(manifest.data());
        assertThat(manifest.scores()).containsOnlyKeys("learn", "validate");
    }

    @Test
    void errors_are_those_of_the_definition() {
        Log log = new Log().add(1, 1, 5, 100).add(2, 1, 3, 200).add(3, 1, 1, 300);

        ModelManifest manifest =
                run(log, new Split.ByFraction(0.34, 0.66, false)).manifest();

        // The network under test says 3 stars, the global mean 5 then 4.
        assertThat(manifest.scores().get("validate").model().rmse()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(manifest.scores().get("validate").model().mae()).isCloseTo(1, within(1e-12));
        assertThat(manifest.scores()
                        .get("validate")
                        .baselines()
                        .get("global_mean")
                        .rmse())
                .isCloseTo(Math.sqrt((4 + 9) / 2.0), within(1e-12));
    }

    @Test
    void fits_with_several_seeds_share_one_replay() {
        Log log = Log.random(1, 100);
        Split split = new Split.ByFraction(0.6, 0.2, true);
        TrainingPlan plan = new TrainingPlan(split, null, 1, NetworkSettings.DEFAULT);
        TrainingRun run = new TrainingRun(new Replayed(Replays.empty(SCALE)), trainer);

        ReplayedExamples examples = run.replay(log, plan, new Silence());
        ModelManifest first = fit(run, examples, 1);
        ModelManifest second = fit(run, examples, 2);

        assertThat(first).isEqualTo(run(log, split).manifest());
        assertThat(second.seed()).isEqualTo(2);
        assertThat(second.test()).isEqualTo(first.test());
        assertThat(trainer.seeds).containsExactly(1L, 1L, 2L, 2L, 1L, 1L);
    }

    private static ModelManifest fit(TrainingRun run, ReplayedExamples examples, long seed) {
        return run.fit(examples, NetworkSettings.DEFAULT, seed, NOW, new Silence(), null)
                .manifest();
    }

    private TrainedModel run(Log log, Split split) {
        Replay replay = Replays.empty(SCALE);
        TrainingPlan plan = new TrainingPlan(split, null, 1, NetworkSettings.DEFAULT);
        if (log.size() == 3) {
            plan = new TrainingPlan(split, WithinDay.SEQUENTIAL, 1, NetworkSettings.DEFAULT);
        }
        return TrainingRuns.train(new TrainingRun(new Replayed(replay), trainer), log, plan, NOW, null);
    }

    /** Says 3 stars whatever it is fitted on, and keeps how much that was. */
    private static final class RecordingTrainer implements NetworkTrainer {
        private final List<Integer> fitted = new ArrayList<>();
        private final List<Long> seeds = new ArrayList<>();

        @Override
        public FittedNetwork fit(Validation validation, NetworkSettings settings, long seed, MemberListener listener) {
            return refit(
                    validation.learn(validation.folds() - 1),
                    FixedModel.fit(validation.examples().width()),
                    settings,
                    seed);
        }

        @Override
        public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
            fitted.add(examples.size());
            seeds.add(seed);
            return new ThreeStars(found);
        }
    }

    private record ThreeStars(NetworkFit fit) implements FittedNetwork {
        @Override
        public List<Estimate> predict(Examples examples) {
            return new FixedModel("three", 3).predict(examples);
        }

        @Override
        public String contentHash() {
            return "0123abcd4567";
        }

        @Override
        public List<byte[]> stored() {
            return List.of(new byte[] {1});
        }

        @Override
        public void write(ModelManifest manifest, List<byte[]> beforeRefit, OutputStream out) {
            throw new UnsupportedOperationException();
        }
    }
}
