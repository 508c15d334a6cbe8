package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.PairedErrors.Gain;
import dev.ratecast.model.Promotion;
import dev.ratecast.model.RatingModel;
import dev.ratecast.model.Scaling;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    @Test
    void both_are_compared_on_the_later_rows_only_and_before_the_refit() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.5, 0.1, false), 4, null);
        Challenge challenge = new Challenge(log, always(4), active);

        ModelManifest candidate = trained(log, new Split.ByFraction(0.6, 0.2, true), 3, challenge);
        Gain gain = ((Promotion.Promoted) challenge.decide(candidate, 0, 1)).gain();

        // The last fifth rates 3 throughout; a refit network would say 1.
        assertThat(gain.rows()).isEqualTo(80);
        assertThat(gain.customers()).isEqualTo(40);
        assertThat(gain.candidateRmse()).isZero();
        assertThat(gain.activeRmse()).isEqualTo(1, within(1e-12));
    }

    @Test
    void what_the_active_one_was_stopped_on_is_left_out() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.8, 0.1, false), 4, null);
        Challenge challenge = new Challenge(log, always(4), active);

        ModelManifest candidate = trained(log, new Split.ByFraction(0.6, 0.2, false), 3, challenge);

        Gain gain = ((Promotion.Promoted) challenge.decide(candidate, 0, 1)).gain();
        assertThat(gain.rows()).isEqualTo(40);
    }

    @Test
    void a_candidate_that_validated_on_the_latest_ratings_cannot_be_compared() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.5, 0.1, false), 4, null);
        Challenge challenge = new Challenge(log, always(4), active);

        ModelManifest candidate = trained(log, new Split.LastFifth(), 3, challenge);

        assertThat(((Promotion.NotComparable) challenge.decide(candidate, 0, 1)).reason())
                .startsWith("no rating is later than");
    }

    /** Ten ratings of each, one every hour; all 3 stars. */
    private static Log fortyCustomers() {
        Log log = new Log();
        for (int row = 0; row < 400; row++) {
            log.add(row % 40, row / 40, 3, 1_000_000_000L + row * 3_600L);
        }
        return log;
    }

    private static ModelManifest trained(Log log, Split split, double stars, Challenge challenge) {
        MemoryKnownRatings known =
                new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.of(SCALE, SCALE.defaultNeighborGap()));
        Replay replay = new Replay(SCALE, new FeatureAssembler(SCALE, Eras.DEFAULT), known, known::apply);
        TrainingPlan plan = new TrainingPlan(split, WithinDay.SEQUENTIAL, 1, NetworkSettings.DEFAULT);
        return new TrainingRun(replay, new ConstantTrainer(stars))
                .run(log, plan, NOW, new Silence(), challenge)
                .manifest();
    }

    private static RatingModel always(double stars) {
        return new RatingModel() {
            @Override
            public String version() {
                return "active";
            }

            @Override
            public double[] predict(float[][] vectors, double[] baselines) {
                double[] predicted = new double[vectors.length];
                Arrays.fill(predicted, stars);
                return predicted;
            }
        };
    }

    /** Fits a network that says the same for everything, and refits it to another that says 1. */
    private record ConstantTrainer(double stars) implements NetworkTrainer {
        @Override
        public FittedNetwork fit(
                Examples learn, Examples validate, NetworkSettings settings, long seed, EpochListener listener) {
            List<Double> ones = Collections.nCopies(learn.width(), 1.0);
            return new Constant(new NetworkFit(4, 1, new Scaling(ones, ones, ones, ones)), stars);
        }

        @Override
        public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
            return new Constant(found, 1);
        }
    }

    private record Constant(NetworkFit fit, double stars) implements FittedNetwork {
        @Override
        public double[] predict(Examples examples) {
            double[] predicted = new double[examples.size()];
            Arrays.fill(predicted, stars);
            return predicted;
        }

        @Override
        public String contentHash() {
            return "0123abcd4567";
        }

        @Override
        public void write(ModelManifest manifest, OutputStream out) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Silence implements TrainingProgress {
        @Override
        public void onReplayed(int row, int rows) {}

        @Override
        public void onRefit(int examples, int epochs) {}

        @Override
        public void onEpoch(int epoch, double validationRmse, boolean best) {}
    }
}
