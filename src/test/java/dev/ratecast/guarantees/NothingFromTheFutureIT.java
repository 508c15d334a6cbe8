package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.training.ExampleSource;
import dev.ratecast.training.FrozenBlocks;
import dev.ratecast.training.Log;
import dev.ratecast.training.OutOfFold;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replayed;
import dev.ratecast.training.Replays;
import dev.ratecast.training.Split;
import dev.ratecast.training.StandingLog;
import dev.ratecast.training.TimeOrder;
import dev.ratecast.training.TrainedModel;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.TrainingRuns;
import dev.ratecast.training.WithinDay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is predicted for a rating holds nothing of that rating or of later ones, to the last bit: not in biases, factors,
 * the process over the customer's ratings, the networks' inputs, their scaling or their weights.
 */
class NothingFromTheFutureIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final int RATINGS = 900;
    private static final int FOLDS = 10;
    private static final long DAY = 86_400;

    /** By time: 540 ratings to learn from, 180 to validate on, 180 to test on. */
    private static final Split.Parts PARTS = new Split.Parts(540, 720, RATINGS);

    /** Sixty days to learn from, twenty to validate on; what is later tests. */
    private static final List<String> STATIC = List.of(
            "--mode",
            "static",
            "--learn-until",
            LocalDate.ofEpochDay(Log.FIRST_DAY + 59).toString(),
            "--validate-until",
            LocalDate.ofEpochDay(Log.FIRST_DAY + 79).toString());

    private final Log log = Log.random(21, RATINGS);
    private final int[] order = TimeOrder.of(log, 1);
    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource
    void ratings_changed_from_a_moment_on_change_nothing_before_it(WithinDay withinDay) {
        List<Seen> before = replay(log, withinDay);
        for (int round = 0; round < 5; round++) {
            int moment = 100 + random.nextInt(RATINGS - 200);

            List<Seen> after = replay(changed(log, moment, RATINGS), withinDay);

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

    @ParameterizedTest
    @EnumSource
    void weights_scaling_and_uncertainty_hold_nothing_of_the_test(Learned learned) {
        int testBegins = PARTS.validateEnd();

        Trained first = train(log, learned);
        Trained second = train(changed(log, testBegins, RATINGS), learned);

        assertThat(second.model().manifest().networkHash())
                .isEqualTo(first.model().manifest().networkHash());
        assertThat(second.model().manifest().scaling())
                .isEqualTo(first.model().manifest().scaling());
        assertThat(second.model().manifest().uncertainty())
                .isEqualTo(first.model().manifest().uncertainty());
        List<Estimate> sameMoment = first.served().predict(List.of(featuresAt(log, testBegins)));
        assertThat(second.served().predict(List.of(featuresAt(log, testBegins))))
                .isEqualTo(sameMoment);

        // What is just before the test is in all of them.
        Trained other = train(changed(log, PARTS.learnEnd(), testBegins), learned);
        assertThat(other.model().manifest().networkHash())
                .isNotEqualTo(first.model().manifest().networkHash());
        assertThat(other.model().manifest().uncertainty())
                .isNotEqualTo(first.model().manifest().uncertainty());
        assertThat(other.served().predict(List.of(featuresAt(log, testBegins)))).isNotEqualTo(sameMoment);
    }

    @Test
    void a_frozen_block_holds_nothing_of_itself_or_of_later_ones() {
        FrozenBlocks source = new FrozenBlocks(Replays.empty(SCALE));
        List<Integer> starts = new ArrayList<>(source.folds(log, order, PARTS));
        starts.add(PARTS.validateEnd());
        List<Seen> before = examples(source, log);
        for (int block = 0; block + 1 < starts.size(); block++) {
            int end = starts.get(block + 1);

            List<Seen> after =
                    examples(new FrozenBlocks(Replays.empty(SCALE)), changed(log, starts.get(block), RATINGS));

            assertThat(after.subList(0, end)).isEqualTo(before.subList(0, end));
            assertThat(after.subList(end, RATINGS)).isNotEqualTo(before.subList(end, RATINGS));
        }
        assertThat(examples(new FrozenBlocks(Replays.empty(SCALE)), changed(log, PARTS.validateEnd(), RATINGS)))
                .isEqualTo(before);
    }

    @Test
    void an_example_out_of_fold_holds_nothing_of_its_fold() {
        ExampleSource source = outOfFold();
        int[] shuffled = source.order(log, 1);
        List<Seen> before = examples(source, log);
        for (int fold : new int[] {0, 4, FOLDS - 1}) {
            Log changed = log;
            for (int place = fold; place < PARTS.validateEnd(); place += FOLDS) {
                changed = changed.with(shuffled[place], otherThan(log.units(shuffled[place])));
            }

            List<Seen> after = examples(source, changed);

            for (int place = 0; place < RATINGS; place++) {
                if (place < PARTS.validateEnd() && place % FOLDS == fold) {
                    assertThat(after.get(place)).isEqualTo(before.get(place));
                } else {
                    assertThat(after.get(place)).isNotEqualTo(before.get(place));
                }
            }
        }
        assertThat(examples(source, changed(log, PARTS.validateEnd(), RATINGS))).isEqualTo(before);
    }

    @Test
    void an_example_out_of_fold_holds_nothing_of_any_rating_of_its_customer_and_movie() {
        RatingLog standing = StandingLog.of(log);
        Map<Integer, String> before = learnedFrom(standing);
        assertThat(standing.size()).isLessThan(RATINGS);
        for (int round = 0; round < 5; round++) {
            int pair = random.nextInt(standing.size());
            Log changed = log;
            for (int row = 0; row < RATINGS; row++) {
                if (log.customer(row) == standing.customer(pair) && log.movie(row) == standing.movie(pair)) {
                    changed = changed.with(row, otherThan(log.units(row)));
                }
            }

            Map<Integer, String> after = learnedFrom(StandingLog.of(changed));

            assertThat(after.get(pair)).isEqualTo(before.get(pair));
            assertThat(after).isNotEqualTo(before);
        }
    }

    @Test
    void static_predictions_hold_nothing_of_the_test(@TempDir Path folder) throws IOException {
        long validates = DAY * (Log.FIRST_DAY + 60);
        long tests = DAY * (Log.FIRST_DAY + 80);
        List<String> predicted = evaluate(folder, log, "static", STATIC);

        assertThat(predicted).hasSizeGreaterThan(100);
        assertThat(evaluate(folder, changed(log, row -> log.ratedAt(row) >= tests), "other-test", STATIC))
                .isEqualTo(predicted);
        assertThat(evaluate(
                        folder,
                        changed(log, row -> log.ratedAt(row) >= validates && log.ratedAt(row) < tests),
                        "other-validation",
                        STATIC))
                .isNotEqualTo(predicted);
    }

    @Test
    void predictions_of_a_random_split_hold_nothing_of_the_test(@TempDir Path folder) throws IOException {
        List<String> predicted = evaluate(folder, log, "random", List.of());

        assertThat(predicted).hasSize(RATINGS / 5);
        assertThat(evaluate(folder, changed(log, row -> row % 5 == 0), "other-test", List.of()))
                .isEqualTo(predicted);
        assertThat(evaluate(folder, changed(log, row -> row % 5 == 1), "other-learned", List.of()))
                .isNotEqualTo(predicted);
    }

    /** What the command {@code evaluate} predicts for each rating of the test, in a random split where no other is asked for. */
    private static List<String> evaluate(Path folder, Log ratings, String name, List<String> split) throws IOException {
        Path report = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                "evaluate", "--format", "csv", "--networks", "1", "--epochs", "2", "--resamples", "100", "--report"));
        command.add(report.toString());
        command.addAll(split);
        if (split.isEmpty()) {
            command.add("--learn-file");
            command.add(csv(folder.resolve("learn.csv"), ratings, row -> row % 5 != 0));
            command.add("--test-file");
            command.add(csv(folder.resolve("test.csv"), ratings, row -> row % 5 == 0));
        } else {
            command.add("--dataset");
            command.add(csv(folder.resolve("all.csv"), ratings, row -> true));
        }
        CommandUnderTest.succeed(command);
        // Without the rating itself.
        return Files.readAllLines(report.resolve("predictions.csv")).stream()
                .skip(1)
                .map(line -> line.replaceFirst("^([^,]*,[^,]*,[^,]*),[^,]*,", "$1,"))
                .toList();
    }

    private static String csv(Path file, Log ratings, IntPredicate wanted) throws IOException {
        List<String> lines = new ArrayList<>(List.of("customer_id,rating,rating_date,movie_id"));
        for (int row = 0; row < ratings.size(); row++) {
            if (wanted.test(row)) {
                lines.add("%d,%d,%s,%d"
                        .formatted(
                                ratings.customer(row),
                                ratings.units(row),
                                LocalDate.ofEpochDay(ratings.ratedAt(row) / DAY),
                                ratings.movie(row)));
            }
        }
        return Files.write(file, lines).toString();
    }

    private Log changed(Log ratings, IntPredicate wanted) {
        Log changed = ratings;
        for (int row = 0; row < ratings.size(); row++) {
            if (wanted.test(row)) {
                changed = changed.with(row, otherThan(ratings.units(row)));
            }
        }
        return changed;
    }

    /** With other ratings at places {@code from} to {@code to} of the time order. */
    private Log changed(Log ratings, int from, int to) {
        Log changed = ratings;
        for (int place = from; place < to; place++) {
            changed = changed.with(order[place], otherThan(ratings.units(order[place])));
        }
        return changed;
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
        replay.run(ratings, order, 0, RATINGS, withinDay, place -> true, (place, f) -> seen.add(Seen.of(f)));
        assertThat(replay.factors().ratings()).isPositive();
        return seen;
    }

    /** All that a source gives, in the order of the places. */
    private static List<Seen> examples(ExampleSource source, Log ratings) {
        List<Seen> seen = new ArrayList<>();
        source.run(
                ratings,
                source.order(ratings, 1),
                PARTS,
                WithinDay.HOLD_BACK,
                place -> true,
                (place, f) -> seen.add(Seen.of(f)));
        assertThat(seen).hasSize(RATINGS);
        return seen;
    }

    /** What an example out of fold sees, by row of a log that is learned from as a whole. */
    private static Map<Integer, String> learnedFrom(RatingLog ratings) {
        int learned = ratings.size();
        ExampleSource source = outOfFold(learned);
        int[] shuffled = source.order(ratings, 1);
        Map<Integer, String> seen = new HashMap<>();
        source.run(
                ratings,
                shuffled,
                new Split.Parts(learned - 1, learned, learned),
                WithinDay.HOLD_BACK,
                place -> true,
                (place, f) -> seen.put(shuffled[place], Seen.of(f).toString()));
        return seen;
    }

    private static OutOfFold outOfFold() {
        return outOfFold(PARTS.validateEnd());
    }

    private static OutOfFold outOfFold(int learned) {
        Replayed replayed = new Replayed(Replays.empty(SCALE));
        return new OutOfFold(replayed.assembler(), replayed.refreshRule(), () -> Replays.empty(SCALE), FOLDS, learned);
    }

    private static Trained train(Log ratings, Learned learned) {
        NetworkSettings settings = NetworkSettings.DEFAULT.withMembers(2).withEpochs(List.of(2));
        TrainingPlan plan = new TrainingPlan(new Split.ByFraction(0.6, 0.2, true), WithinDay.SEQUENTIAL, 1, settings);
        TrainingRun run = new TrainingRun(learned.source.apply(Replays.empty(SCALE)), new Dl4jTrainer(SCALE));
        TrainedModel model = TrainingRuns.train(run, ratings, plan, Instant.EPOCH, null);
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

    /** What a model by time learns from. */
    private enum Learned {
        STREAMING(Replayed::new),
        STATIC(FrozenBlocks::new);

        private final Function<Replay, ExampleSource> source;

        Learned(Function<Replay, ExampleSource> source) {
            this.source = source;
        }
    }

    private record Seen(String inputs, dev.ratecast.feature.BaseFeatures base, FeatureVector.Baselines baselines) {
        static Seen of(FeatureVector features) {
            return new Seen(Arrays.toString(features.inputs()), features.base(), features.baselines());
        }
    }

    private record Trained(TrainedModel model, Dl4jModel served) {}
}
