package dev.ratecast.cli;

import dev.ratecast.evaluation.Baseline;
import dev.ratecast.evaluation.Estimator;
import dev.ratecast.evaluation.KnownCatalogue;
import dev.ratecast.evaluation.Mode;
import dev.ratecast.evaluation.ModelEstimator;
import dev.ratecast.evaluation.Protocol;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RankingRun;
import dev.ratecast.evaluation.RetrainedEstimator;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.evaluation.Scoring;
import dev.ratecast.evaluation.StreamedBaselines;
import dev.ratecast.evaluation.TestWalk;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingProgress;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.WithinDay;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Trains, walks and ranks for an evaluation, each on known ratings of its own that start empty. */
final class EvaluationRun {
    private final TestMaterial material;
    private final Eras eras;
    private final NeighborRule rule;
    private final FeatureAssembler assembler;
    private final WithinDay withinDay;
    private final long seed;
    private final NetworkSettings settings;

    EvaluationRun(
            TestMaterial material,
            Eras eras,
            NeighborRule rule,
            WithinDay withinDay,
            long seed,
            NetworkSettings settings) {
        this.material = material;
        this.eras = eras;
        this.rule = rule;
        this.assembler = new FeatureAssembler(material.scale(), eras);
        this.withinDay = withinDay;
        this.seed = seed;
        this.settings = settings;
    }

    FeatureAssembler assembler() {
        return assembler;
    }

    /**
     * Trains on ratings, which end before those that the model is tested on. The model's version carries the time of the
     * last rating instead of that of training, so that the same seed gives the same report.
     */
    ModelUnderTest train(RatingLog past, Split split, TrainingProgress progress) {
        MemoryKnownRatings known = known();
        Replay replay = new Replay(material.scale(), assembler, known, known::apply);
        long last = 0;
        for (int row = 0; row < past.size(); row++) {
            last = Math.max(last, past.ratedAt(row));
        }
        return ModelUnderTest.of(
                new TrainingRun(replay, new Dl4jTrainer(material.scale()))
                        .run(
                                past,
                                new TrainingPlan(split, withinDay, seed, settings),
                                Instant.ofEpochSecond(last),
                                progress),
                assembler);
    }

    ScoredRatings test(ModelUnderTest model, Mode mode) {
        return walk(
                model.estimator(),
                StreamedBaselines.of(assembler, material.scale()),
                model.corrected(),
                mode,
                "Testing");
    }

    /** The test once more, trained anew every so many days. */
    RetrainedScore retrained(ModelUnderTest first, int everyDays, Protocol protocol, TrainingProgress progress) {
        RetrainedEstimator estimator =
                new RetrainedEstimator(first.estimator(), material.beginsAt(), everyDays, before -> train(
                                material.before(before), new Split.LastFifth(), progress)
                        .estimator());
        ScoredRatings scored = walk(
                estimator,
                List.of(fixedWeights(first.estimator())),
                RetrainedScore.FIXED_WEIGHTS,
                Mode.STREAMING,
                "Testing, trained anew");
        return RetrainedScore.of(scored, everyDays, estimator.trainings(), protocol);
    }

    RankingReport rank(ScoredRatings scored, Estimator estimator, RankingRun.Settings ranking) {
        MemoryKnownRatings known = known();
        for (int place = 0; place < material.cut(); place++) {
            known.apply(material.log().event(material.order()[place]));
        }
        Set<Long> customers = new HashSet<>();
        for (int row = 0; row < scored.size(); row++) {
            customers.add(scored.customer(row));
        }
        KnownCatalogue catalogue = new KnownCatalogue(
                known,
                estimator,
                material.scale(),
                material.log(),
                material.order(),
                material.cut(),
                material.beginsAt(),
                customers);
        try (ProgressBar bar = ProgressBar.start("Ranking customers", 0)) {
            return new RankingRun(scored, catalogue, ranking).run(bar::update);
        }
    }

    private ScoredRatings walk(
            Estimator estimator, List<Baseline> baselines, String corrected, Mode mode, String label) {
        RatingScale scale = material.scale();
        MemoryKnownRatings known = known();
        Scoring scoring = new Scoring(scale, eras, estimator, ModelEstimator.LEVEL, baselines, corrected);
        try (ProgressBar bar = ProgressBar.start(label, material.end())) {
            new TestWalk(known, known::apply, material.log(), material.order(), material.cut())
                    .run(material.end(), mode, withinDay, scoring, bar::update);
        }
        return scoring.ratings();
    }

    private MemoryKnownRatings known() {
        return new MemoryKnownRatings(material.scale(), eras, rule);
    }

    private static Baseline fixedWeights(Estimator estimator) {
        return new Baseline() {
            @Override
            public String name() {
                return RetrainedScore.FIXED_WEIGHTS;
            }

            @Override
            public double[] predict(List<KnownFacts> facts, List<Occasion> occasions) {
                return estimator.estimate(facts, occasions).stream()
                        .mapToDouble(estimate -> estimate.rating())
                        .toArray();
            }
        };
    }
}
