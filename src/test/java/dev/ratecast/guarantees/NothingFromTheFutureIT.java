package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.Log;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replayed;
import dev.ratecast.training.Replays;
import dev.ratecast.training.Silence;
import dev.ratecast.training.Split;
import dev.ratecast.training.TimeOrder;
import dev.ratecast.training.TrainedModel;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.WithinDay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is predicted for a rating holds nothing of that rating or of later ones, to the last bit: not in biases, factors,
 * the process over the customer's ratings, the networks' inputs, their scaling or their weights.
 */
class NothingFromTheFutureIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final int RATINGS = 900;

    private final Log log = Log.random(21, RATINGS);
    private final int[] order = TimeOrder.of(log, 1);
    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource
    void ratings_changed_from_a_moment_on_change_nothing_before_it(WithinDay withinDay) {
        List<Seen> before = replay(log, withinDay);
        for (int round = 0; round < 5; round++) {
            int moment = 100 + random.nextInt(RATINGS - 200);
            Log changed = log;
            for (int place = moment; place < RATINGS; place++) {
                changed = changed.with(order[place], otherThan(log.units(order[place])));
            }

            List<Seen> after = replay(changed, withinDay);

            assertThat(after.subList(0, moment + 1)).isEqualTo(before.subList(0, moment + 1));
            assertThat(after).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_rating_changes_neither_its_own_prediction_nor_in_a_day_held_back_any_of_that_day(
            WithinDay withinDay) {
        List<Seen> before = replay(log, withinDay);
        for (int round = 0; round < 20; round++) {
            int place = 100 + random.nextInt(RATINGS - 200);
            Log changed = log.with(order[place], otherThan(log.units(order[place])));
            int untouched =
                    withinDay == WithinDay.HOLD_BACK ? WithinDay.endOfDay(log, order, place, RATINGS) : place + 1;

            List<Seen> after = replay(changed, withinDay);

            assertThat(after.subList(0, untouched)).isEqualTo(before.subList(0, untouched));
        }
    }

    @Test
    void weights_scaling_and_uncertainty_hold_nothing_of_the_test() {
        int testBegins = RATINGS * 4 / 5;
        Log changed = log;
        for (int place = testBegins; place < RATINGS; place++) {
            changed = changed.with(order[place], otherThan(log.units(order[place])));
        }

        Trained first = train(log);
        Trained second = train(changed);

        assertThat(second.model().manifest().networkHash())
                .isEqualTo(first.model().manifest().networkHash());
        assertThat(second.model().manifest().scaling())
                .isEqualTo(first.model().manifest().scaling());
        assertThat(second.model().manifest().uncertainty())
                .isEqualTo(first.model().manifest().uncertainty());
        List<Estimate> sameMoment = first.served().predict(List.of(featuresAt(log, testBegins)));
        assertThat(second.served().predict(List.of(featuresAt(changed, testBegins))))
                .isEqualTo(sameMoment);
    }

    private int otherThan(int units) {
        return 1 + (units - 1 + 1 + random.nextInt(4)) % 5;
    }

    private FeatureVector featuresAt(Log ratings, int place) {
        List<FeatureVector> found = new ArrayList<>();
        Replays.empty(SCALE)
                .run(ratings, order, 0, place + 1, WithinDay.SEQUENTIAL, p -> p == place, (p, f) -> found.add(f));
        return found.get(0);
    }

    private List<Seen> replay(Log ratings, WithinDay withinDay) {
        Replay replay = Replays.empty(SCALE);
        List<Seen> seen = new ArrayList<>();
        replay.run(
                ratings,
                order,
                0,
                RATINGS,
                withinDay,
                place -> true,
                (place, f) -> seen.add(new Seen(Arrays.toString(f.inputs()), f.base(), f.baselines())));
        assertThat(replay.factors().ratings()).isPositive();
        return seen;
    }

    private Trained train(Log ratings) {
        NetworkSettings settings = NetworkSettings.DEFAULT.withMembers(2).withEpochs(List.of(2));
        TrainingPlan plan = new TrainingPlan(new Split.ByFraction(0.6, 0.2, true), WithinDay.SEQUENTIAL, 1, settings);
        TrainedModel model = new TrainingRun(new Replayed(Replays.empty(SCALE)), new Dl4jTrainer(SCALE))
                .run(ratings, plan, Instant.EPOCH, new Silence());
        try {
            ByteArrayOutputStream artifact = new ByteArrayOutputStream();
            model.write(artifact);
            return new Trained(
                    model,
                    Dl4jModelFile.read(
                            new ByteArrayInputStream(artifact.toByteArray()),
                            Replays.empty(SCALE).assembler().schema()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Seen(String inputs, dev.ratecast.feature.BaseFeatures base, FeatureVector.Baselines baselines) {}

    private record Trained(TrainedModel model, Dl4jModel served) {}
}
