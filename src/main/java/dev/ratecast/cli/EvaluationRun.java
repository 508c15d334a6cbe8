package dev.ratecast.cli;

import dev.ratecast.evaluation.BaseFeaturesLine;
import dev.ratecast.evaluation.Baseline;
import dev.ratecast.evaluation.Estimator;
import dev.ratecast.evaluation.KnownCatalogue;
import dev.ratecast.evaluation.Protocol;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RankingRun;
import dev.ratecast.evaluation.RetrainedEstimator;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.evaluation.Scoring;
import dev.ratecast.evaluation.StreamedBaselines;
import dev.ratecast.evaluation.TestWalk;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureChoice;
import dev.ratecast.model.Mode;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.training.ExampleSource;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Replay;
import dev.ratecast.training.ReplayedExamples;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingProgress;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.WithinDay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Trains, walks and ranks for an evaluation, each on known ratings of its own that start empty. */
final class EvaluationRun {
    private final TestMaterial material;
    private final FeatureSettings features;
    private final FeatureAssembler assembler;
    /** The same features without the baselines to compare with. */
    private final FeatureAssembler learning;

    private final Mode mode;
    private final WithinDay withinDay;
    private final long seed;
    private final NetworkSettings settings;
    private final RefreshRule refreshRule;

    EvaluationRun(
            TestMaterial material,
            FeatureSettings features,
            Mode mode,
            WithinDay withinDay,
            long seed,
            NetworkSettings settings,
            Set<String> without,
            RefreshRule refreshRule) {
        this.material = material;
        this.features = features;
        this.assembler = features.assembler(new FeatureChoice(without, true));
        this.learning = features.assembler(new FeatureChoice(without, false));
        this.mode = mode;
        this.withinDay = withinDay;
        this.seed = seed;
        this.settings = settings;
        this.refreshRule = refreshRule;
    }

    FeatureAssembler assembler() {
        return assembler;
    }

    /**
     * Trains on ratings, which end before those that the model is tested on. The model's version carries the time of the
     * last rating instead of that of training, so that the same seed gives the same report.
     */
    ModelUnderTest train(RatingLog past, Split split, TrainingProgress progress) {
        return train(past, split, List.of(seed), progress).models().get(0);
    }

    /**
     * What was trained on the same replayed examples.
     *
     * @param models one with each seed
     * @param others what else was fitted, to compare with
     */
    record Trained(List<ModelUnderTest> models, List<Baseline> others) {
        Trained {
            models = List.copyOf(models);
            others = List.copyOf(others);
        }
    }

    /** Trains a model with each seed. */
    Trained train(RatingLog past, Split split, List<Long> seeds, TrainingProgress progress) {
        long last = 0;
        for (int row = 0; row < past.size(); row++) {
            last = Math.max(last, past.ratedAt(row));
        }
        Instant createdAt = Instant.ofEpochSecond(last);
        TrainingRun run = new TrainingRun(source(), new Dl4jTrainer(material.scale()));
        ReplayedExamples examples = run.replay(past, new TrainingPlan(split, withinDay, seed, settings), progress);
        List<ModelUnderTest> models = seeds.stream()
                .map(own -> ModelUnderTest.of(run.fit(examples, settings, own, createdAt, progress, null), assembler))
                .toList();
        return new Trained(models, List.of(BaseFeaturesLine.fit(examples.fitted(), examples.schema())));
    }

    /** What examples may know is what the test's ratings may know. */
    private ExampleSource source() {
        return material.byFiles()
                ? ExampleSources.byFiles(material.cut(), features::known, learning, refreshRule)
                : ExampleSources.byTime(mode, features.known(), learning, refreshRule);
    }

    /**
     * Tests a model.
     *
     * @param compared further predictions to compare it with, on the same walk
     */
    ScoredRatings test(ModelUnderTest model, List<Baseline> compared) {
        List<Baseline> baselines = new ArrayList<>(StreamedBaselines.all());
        baselines.addAll(compared);
        return walk(model.estimator(), model.level(), baselines, model.corrected(), mode, "Testing");
    }

    /** The test once more, trained anew every so many days. */
    RetrainedScore retrained(ModelUnderTest first, int everyDays, Protocol protocol, TrainingProgress progress) {
        RetrainedEstimator estimator =
                new RetrainedEstimator(first.estimator(), material.beginsAt(), everyDays, before -> train(
                                material.before(before), new Split.LastFifth(true), progress)
                        .estimator());
        ScoredRatings scored = walk(
                estimator,
                first.level(),
                List.of(new FixedWeights(RetrainedScore.FIXED_WEIGHTS, first.estimator())),
                RetrainedScore.FIXED_WEIGHTS,
                Mode.STREAMING,
                "Testing, trained anew");
        return RetrainedScore.of(scored, everyDays, estimator.trainings(), protocol);
    }

    RankingReport rank(ScoredRatings scored, Estimator estimator, RankingRun.Settings ranking) {
        Replay replay = replay();
        if (mode == Mode.STATIC) {
            // Factors as the test has them: fitted on just what is known at the cut.
            replay.applyOnly(material.log(), material.order(), 0, material.cut());
            replay.askOnly(
                    material.log(), material.order(), material.cut(), material.cut(), place -> false, (p, f) -> {});
        } else {
            replay.run(material.log(), material.order(), 0, material.cut(), withinDay, place -> false, (p, f) -> {});
        }
        Set<Long> customers = new HashSet<>();
        for (int row = 0; row < scored.size(); row++) {
            customers.add(scored.customer(row));
        }
        KnownCatalogue catalogue = new KnownCatalogue(
                replay,
                estimator,
                material.log(),
                material.order(),
                material.cut(),
                material.recommendedAt(),
                customers);
        try (ProgressBar bar = ProgressBar.start("Ranking customers", 0)) {
            return new RankingRun(scored, catalogue, ranking).run(bar::update);
        }
    }

    private ScoredRatings walk(
            Estimator estimator, double level, List<Baseline> baselines, String corrected, Mode mode, String label) {
        Scoring scoring = new Scoring(features.scale(), features.eras(), estimator, level, baselines, corrected);
        try (ProgressBar bar = ProgressBar.start(label, material.end())) {
            new TestWalk(replay(), material.log(), material.order(), material.cut())
                    .run(material.end(), mode, withinDay, scoring, bar::update);
        }
        return scoring.ratings();
    }

    private Replay replay() {
        return Replays.into(features.known(), assembler, refreshRule);
    }
}
