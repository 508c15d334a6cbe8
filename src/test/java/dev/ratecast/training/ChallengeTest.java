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
import dev.ratecast.model.PairedErrors.Gain;
import dev.ratecast.model.Promotion;
import dev.ratecast.model.Validation;
import dev.ratecast.rating.RatingScale;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    @Test
    void both_are_compared_on_the_later_rows_only_and_before_the_refit() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.5, 0.1, false), 4, null);
        Challenge challenge = new Challenge(log, new FixedModel("active", 4), active, null);

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
        Challenge challenge = new Challenge(log, new FixedModel("active", 4), active, null);

        ModelManifest candidate = trained(log, new Split.ByFraction(0.6, 0.2, false), 3, challenge);

        Gain gain = ((Promotion.Promoted) challenge.decide(candidate, 0, 1)).gain();
        assertThat(gain.rows()).isEqualTo(40);
    }

    @Test
    void a_candidate_that_validated_on_the_latest_ratings_cannot_be_compared() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.5, 0.1, false), 4, null);
        Challenge challenge = new Challenge(log, new FixedModel("active", 4), active, null);

        ModelManifest candidate = trained(log, new Split.LastFifth(true), 3, challenge);

        assertThat(((Promotion.NotComparable) challenge.decide(candidate, 0, 1)).reason())
                .startsWith("no rating is later than");
    }

    @Test
    void what_the_active_one_was_chosen_by_is_left_out() {
        Log log = fortyCustomers();
        ModelManifest active = trained(log, new Split.ByFraction(0.5, 0.1, false), 4, null);
        Instant chosenUntil = Instant.ofEpochSecond(log.ratedAt(359));
        Challenge challenge = new Challenge(log, new FixedModel("active", 4), active, chosenUntil);

        ModelManifest candidate = trained(log, new Split.ByFraction(0.6, 0.2, false), 3, challenge);

        Gain gain = ((Promotion.Promoted) challenge.decide(candidate, 0, 1)).gain();
        assertThat(gain.rows()).isEqualTo(40);
        assertThat(challenge.until()).isEqualTo(Instant.ofEpochSecond(log.ratedAt(399)));
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
        Replay replay = Replays.empty(SCALE);
        TrainingPlan plan = new TrainingPlan(split, WithinDay.SEQUENTIAL, 1, NetworkSettings.DEFAULT);
        TrainingRun run = new TrainingRun(new Replayed(replay), new ConstantTrainer(stars));
        return TrainingRuns.train(run, log, plan, NOW, challenge).manifest();
    }

    /** Fits a network that says the same for everything, and refits it to another that says 1. */
    private record ConstantTrainer(double stars) implements NetworkTrainer {
        @Override
        public FittedNetwork fit(Validation validation, NetworkSettings settings, long seed, MemberListener listener) {
            return new Constant(FixedModel.fit(validation.examples().width()), stars);
        }

        @Override
        public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
            return new Constant(found, 1);
        }
    }

    private record Constant(NetworkFit fit, double stars) implements FittedNetwork {
        @Override
        public List<Estimate> predict(Examples examples) {
            return new FixedModel("candidate", stars).predict(examples);
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
