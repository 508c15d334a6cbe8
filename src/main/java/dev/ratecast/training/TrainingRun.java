package dev.ratecast.training;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.PartScores;
import dev.ratecast.rating.RatingScale;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
     * Trains a model.
     *
     * @param createdAt the time that version and manifest carry
     * @throws UnusableSplitException where a part of the split is empty
     */
    public TrainedModel run(RatingLog log, TrainingPlan plan, Instant createdAt, TrainingProgress progress) {
        return run(log, plan, createdAt, progress, null);
    }

    /**
     * Trains a model, and has it challenge another before any refit.
     *
     * @param challenge null where there is none
     * @throws UnusableSplitException where a part of the split is empty
     */
    public TrainedModel run(
            RatingLog log,
            TrainingPlan plan,
            Instant createdAt,
            TrainingProgress progress,
            @Nullable Challenge challenge) {
        int[] order = source.order(log, plan.seed());
        Split split = plan.split() == null ? Split.fitting(log, order) : plan.split();
        WithinDay withinDay = plan.withinDay() == null ? WithinDay.fitting(log) : plan.withinDay();
        Split.Parts parts = split.cut(log, order);
        Examples all = new Examples(source.assembler().schema().size());
        int[] examplesBefore = collectInto(all, log, order, parts, withinDay, progress);
        int from = source.firstExample(parts);
        Examples learn = part(all, examplesBefore, from, parts.learnEnd(), "learn from");
        Examples validate = part(all, examplesBefore, parts.learnEnd(), parts.validateEnd(), "validate on");
        Examples test = all.slice(examplesBefore[parts.validateEnd()], all.size());

        FittedNetwork network = trainer.fit(learn, validate, plan.settings(), plan.seed(), progress);
        Map<String, PartScores> scores = new HashMap<>();
        scores.put("learn", Errors.of(learn, network.predict(learn)));
        scores.put("validate", Errors.of(validate, network.predict(validate)));
        if (challenge != null) {
            challenge.onFitted(network, test, logRows(order, examplesBefore, parts));
        }
        if (split.refit()) {
            Examples fitted = all.slice(examplesBefore[from], examplesBefore[parts.validateEnd()]);
            progress.onRefit(fitted.size());
            network = trainer.refit(fitted, network.fit(), plan.settings(), plan.seed());
        }
        if (test.size() > 0) {
            scores.put("test", Errors.of(test, network.predict(test)));
        }
        PartRanges ranges = new PartRanges(log, order, parts, split.refit());
        return new TrainedModel(manifest(plan, createdAt, withinDay, network, ranges, scores), network);
    }

    /** Fills {@code all} and counts, for each place in the time order, the examples before it. */
    private int[] collectInto(
            Examples all,
            RatingLog log,
            int[] order,
            Split.Parts parts,
            WithinDay withinDay,
            TrainingProgress progress) {
        int end = parts.testEnd();
        int[] before = new int[end + 1];
        RatingScale scale = source.assembler().schema().scale();
        boolean[] added = new boolean[end];
        source.run(log, order, parts, withinDay, new Replay.Listener() {
            @Override
            public void onFeatures(int place, FeatureVector features) {
                all.add(features, scale.mean(log.units(order[place]), 1));
                added[place] = true;
            }

            @Override
            public void onKnown(int known) {
                progress.onReplayed(known, end);
            }
        });
        for (int place = 0; place < end; place++) {
            before[place + 1] = before[place] + (added[place] ? 1 : 0);
        }
        return before;
    }

    /** The log's row of each example of the test. */
    private static int[] logRows(int[] order, int[] examplesBefore, Split.Parts parts) {
        return IntStream.range(parts.validateEnd(), parts.testEnd())
                .filter(place -> examplesBefore[place + 1] > examplesBefore[place])
                .map(place -> order[place])
                .toArray();
    }

    private static Examples part(Examples all, int[] examplesBefore, int from, int to, String purpose) {
        Examples part = all.slice(examplesBefore[from], examplesBefore[to]);
        if (part.size() == 0) {
            throw new UnusableSplitException("there is no rating to " + purpose + ", only withdrawals");
        }
        return part;
    }

    private ModelManifest manifest(
            TrainingPlan plan,
            Instant createdAt,
            WithinDay withinDay,
            FittedNetwork network,
            PartRanges ranges,
            Map<String, PartScores> scores) {
        FeatureSchema schema = source.assembler().schema();
        String hash = network.contentHash();
        return new ModelManifest(
                ModelManifest.FORMAT,
                ModelManifest.versionOf(createdAt, hash),
                createdAt,
                schema.names(),
                schema.hash(),
                schema.scale().toString(),
                network.fit().scaling(),
                plan.settings(),
                network.fit().epochs(),
                network.fit().linear(),
                network.fit().correction(),
                network.fit().uncertainty(),
                hash,
                plan.seed(),
                withinDay.text(),
                ranges.data(),
                ranges.learn(),
                ranges.validate(),
                ranges.test(),
                ranges.fitted(),
                scores);
    }
}
