package dev.ratecast.training;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.BeforeRefit;
import dev.ratecast.model.ExampleCounts;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.Validation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A training run: replay, split, fit, refit where the split says so, test. */
public final class TrainingRun {
    private final ExampleSource source;
    private final NetworkTrainer trainer;

    /**
     * A run.
     *
     * @param source of examples; used up by the run
     */
    public TrainingRun(ExampleSource source, NetworkTrainer trainer) {
        this.source = source;
        this.trainer = trainer;
    }

    /**
     * Replays the ratings and keeps the examples. The plan's seed decides on the order of equal times.
     *
     * @throws UnusableSplitException where a part of the split is empty
     */
    public ReplayedExamples replay(RatingLog log, TrainingPlan plan, TrainingProgress progress) {
        int[] order = source.order(log, plan.seed());
        Split split = plan.split();
        WithinDay withinDay = plan.withinDay() == null ? WithinDay.fitting(log) : plan.withinDay();
        Split.Parts parts = split.cut(log, order);
        FeatureSchema schema = source.assembler().schema();
        Examples all = new Examples(schema.size());
        IntStream.Builder places = IntStream.builder();
        int first = source.firstExample(parts);
        IntPredicate asked = plan.sample().draw(log, order, first, parts, plan.seed());
        progress.onReplayDue();
        source.run(log, order, parts, withinDay, asked, new Replay.Listener() {
            @Override
            public void onFeatures(int place, FeatureVector features) {
                all.add(features, schema.scale().mean(log.units(order[place]), 1));
                places.add(place);
            }

            @Override
            public void onKnown(int known) {
                progress.onReplayed(known, parts.testEnd());
            }

            @Override
            public void onFactorsDue() {
                progress.onFactorsDue();
            }

            @Override
            public void onFactorsFitted() {
                progress.onFactorsFitted();
            }
        });
        return new ReplayedExamples(
                log,
                order,
                parts,
                split.refit(),
                withinDay,
                schema,
                all,
                places.build().toArray(),
                first,
                source.refreshRule(),
                null);
    }

    /**
     * Fits on replayed examples, which stay as they are.
     *
     * @param seed of the initial weights and the order of examples
     * @param createdAt the time that version and manifest carry
     * @param challenge null where there is none
     * @throws UnusableSplitException where a part of the split has no example
     */
    public TrainedModel fit(
            ReplayedExamples examples,
            NetworkSettings settings,
            long seed,
            Instant createdAt,
            TrainingProgress progress,
            @Nullable Challenge challenge) {
        Examples learn = examples.learn();
        Examples validate = examples.validate();
        Examples test = examples.test();
        Validation validation = examples.validation(source.folds(examples.log(), examples.order(), examples.parts()));
        FittedNetwork network = trainer.fit(validation, settings, seed, progress);
        Map<String, PartScores> scores = new HashMap<>();
        scores.put("learn", Errors.of(learn, network.predict(learn)));
        score("validate", ReplayedExamples::validate, examples, network, scores);
        if (challenge != null) {
            challenge.onFitted(network, test, examples.testRows());
        }
        BeforeRefit beforeRefit = null;
        List<byte[]> replaced = List.of();
        if (examples.refit()) {
            beforeRefit = new BeforeRefit(network.fit().scaling(), network.fit().linear(), network.contentHash());
            replaced = network.stored();
            Examples fitted = examples.beforeTest();
            progress.onRefit(fitted.size());
            network = trainer.refit(fitted, network.fit(), settings, seed);
        }
        if (test.size() > 0) {
            score("test", ReplayedExamples::test, examples, network, scores);
        }
        ExampleCounts counts = new ExampleCounts(learn.size(), validate.size(), test.size());
        return new TrainedModel(
                manifest(examples, source.mode(), settings, seed, createdAt, network, counts, beforeRefit, scores),
                network,
                replaced);
    }

    /** Scores a part, and where a day's ratings were replayed otherwise too, that as well, such as {@code test_hold_back}. */
    private static void score(
            String name,
            Function<ReplayedExamples, Examples> part,
            ReplayedExamples examples,
            FittedNetwork network,
            Map<String, PartScores> scores) {
        Examples scored = part.apply(examples);
        scores.put(name, Errors.of(scored, network.predict(scored)));
        ReplayedExamples otherwise = examples.otherwise();
        if (otherwise != null) {
            String other = name + "_" + otherwise.withinDay().name().toLowerCase(Locale.ROOT);
            Examples scoredOtherwise = part.apply(otherwise);
            scores.put(other, Errors.of(scoredOtherwise, network.predict(scoredOtherwise)));
        }
    }

    private static ModelManifest manifest(
            ReplayedExamples examples,
            String mode,
            NetworkSettings settings,
            long seed,
            Instant createdAt,
            FittedNetwork network,
            ExampleCounts counts,
            @Nullable BeforeRefit beforeRefit,
            Map<String, PartScores> scores) {
        FeatureSchema schema = examples.schema();
        PartRanges ranges = new PartRanges(examples.log(), examples.order(), examples.parts(), examples.refit());
        String hash = network.contentHash();
        return new ModelManifest(
                ModelManifest.FORMAT,
                ModelManifest.versionOf(createdAt, hash),
                createdAt,
                schema.names(),
                schema.hash(),
                schema.scale().toString(),
                network.fit().scaling(),
                settings,
                network.fit().epochs(),
                network.fit().linear(),
                network.fit().correction(),
                network.fit().uncertainty(),
                hash,
                seed,
                mode,
                examples.withinDay().text(),
                ranges.data(),
                ranges.learn(),
                ranges.validate(),
                ranges.test(),
                ranges.fitted(),
                counts,
                examples.refreshRule(),
                beforeRefit,
                scores);
    }
}
