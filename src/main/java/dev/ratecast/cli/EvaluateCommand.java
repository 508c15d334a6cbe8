package dev.ratecast.cli;

import dev.ratecast.evaluation.Baseline;
import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.Protocol;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RankingRun;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.model.DataRange;
import dev.ratecast.model.Mode;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.training.Split;
import dev.ratecast.training.UnusableSplitException;
import dev.ratecast.training.WithinDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how good a model's predictions are on ratings that it has not seen. */
@Command(
        name = "evaluate",
        description = "Predict test ratings, each from what was known before it, and report how good that was.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingSource source;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private EmbeddedInstance embedded;

    @Mixin
    private SplitOptions splitting;

    @Mixin
    private FileSplitOptions fileSplitting;

    @Mixin
    private ModeOption modeOption;

    @Mixin
    private EvaluationOptions options;

    @Mixin
    private NetworkOptions networks;

    @Mixin
    private FactorOptions factors;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to evaluate. Without it one is trained on the ratings before the test.")
    private @Nullable Path modelFile;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json, report.html and predictions.csv into this folder.")
    private @Nullable Path folder;

    /** What was asked for, once it is known to go together. */
    private record Asked(
            Split split,
            FileSplitOptions.@Nullable Files files,
            Mode mode,
            @Nullable Integer retrainDays,
            RankingRun.@Nullable Settings ranking,
            int resamples,
            NetworkSettings settings,
            List<Long> seeds,
            RefreshRule rule) {}

    @Override
    public Integer call() throws IOException {
        try {
            evaluate(asked());
            return CommandLine.ExitCode.OK;
        } catch (UnusableSplitException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Asked asked() throws IOException {
        try {
            Split split = splitting.split();
            FileSplitOptions.Files files = fileSplitting.files(split, source);
            source.requireOrder(files == null);
            Mode mode = modeOption.mode(files != null);
            Asked asked = new Asked(
                    split == null ? new Split.ByDefault(true, splitting.refit()) : split,
                    files,
                    mode,
                    options.retrainDays(mode, source.isByArrival()),
                    options.ranking(splitting.seed()),
                    options.resamples(),
                    networks.settings(),
                    seeds(),
                    factors.rule());
            if (modelFile != null) {
                requireNoOtherModel();
                InputFile.require(modelFile);
                // A damaged one shows now, not after the ratings were read.
                Dl4jModelFile.manifest(modelFile);
            }
            if (folder != null) {
                OutputPlace.requireFolder(spec, "--report", folder);
            }
            return asked;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The seeds to train with; a model from a file has its own. */
    private List<Long> seeds() {
        List<Long> seeds = networks.seeds(splitting.seed());
        if (modelFile != null && seeds.size() > 1) {
            throw new IllegalArgumentException("--seeds trains models: no --model beside it");
        }
        return seeds;
    }

    /** A model from a file has its features and its weights. */
    private void requireNoOtherModel() {
        if (!options.without().isEmpty()) {
            throw new IllegalArgumentException("--without trains a model without these features: no --model beside it");
        }
        for (String option : List.of("--networks", "--epochs")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option) && !options.retrains()) {
                throw new IllegalArgumentException(
                        option + " says how a model is trained: no --model beside it, but with --retrain");
            }
        }
    }

    private void evaluate(Asked asked) throws IOException {
        TestMaterial material = material(asked);
        WithinDay withinDay = splitting.withinDay() == null ? WithinDay.fitting(material.log()) : splitting.withinDay();
        EvaluationRun run = run(material, asked, withinDay);
        // Results go to standard output, how far it is to standard error.
        PrintedProgress progress = new PrintedProgress(spec.commandLine().getErr());
        EvaluationRun.Trained trained = modelFile == null
                ? run.train(material.past(), material.training(), asked.seeds(), progress)
                : new EvaluationRun.Trained(List.of(read(modelFile, run)), List.of());
        List<ModelUnderTest> models = trained.models();
        ModelUnderTest model = models.get(0);
        Protocol protocol = protocol(model, material, asked, withinDay);
        List<Baseline> otherSeeds = otherSeeds(models);
        ScoredRatings scored = run.test(
                model,
                Stream.concat(trained.others().stream(), otherSeeds.stream()).toList());
        if (scored.size() == 0) {
            throw new UnusableSplitException("there is no rating to test on, only withdrawals");
        }
        RankingReport ranking = asked.ranking() == null ? null : run.rank(scored, model.estimator(), asked.ranking());
        RetrainedScore retrained =
                asked.retrainDays() == null ? null : run.retrained(model, asked.retrainDays(), protocol, progress);
        report(EvaluationReport.of(scored, protocol, ranking, retrained), scored, otherSeeds);
    }

    private Protocol protocol(ModelUnderTest model, TestMaterial material, Asked asked, WithinDay withinDay) {
        return new Protocol(
                material.dataset(),
                material.scale().toString(),
                asked.mode(),
                withinDay.text(),
                splitting.seed(),
                asked.resamples(),
                model.manifest().version(),
                model.manifest().fitted(),
                material.cuts(),
                warnings(model, material, asked));
    }

    /** Prints the report, and writes it where that was asked for. */
    private void report(EvaluationReport report, ScoredRatings scored, List<Baseline> otherSeeds) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ReportSummary.print(report, out);
        if (!otherSeeds.isEmpty()) {
            out.printf("mean of %d seeds: RMSE %.5f%n", otherSeeds.size() + 1, meanRmse(report, otherSeeds));
        }
        if (folder != null) {
            ReportFiles.write(folder, report, scored);
            out.printf("the report is in %s%n", folder);
        }
        out.flush();
    }

    private ModelUnderTest read(Path file, EvaluationRun run) {
        try {
            return ModelUnderTest.read(file, run.assembler());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The models of further seeds, as baselines of the first: {@code seed_2} and on. */
    private static List<Baseline> otherSeeds(List<ModelUnderTest> models) {
        return models.stream()
                .skip(1)
                .<Baseline>map(
                        model -> new FixedWeights("seed_" + model.manifest().seed(), model.estimator()))
                .toList();
    }

    private static double meanRmse(EvaluationReport report, List<Baseline> others) {
        double sum = report.all().rmse();
        for (Baseline other : others) {
            sum += report.all().baseline(other.name()).rmse();
        }
        return sum / (others.size() + 1);
    }

    private TestMaterial material(Asked asked) {
        CommandLine commandLine = spec.commandLine();
        FileSplitOptions.Files files = asked.files();
        return files == null
                ? TestMaterial.byTime(
                        source.name(), source.read(commandLine, database, embedded), asked.split(), splitting.seed())
                : TestMaterial.byFiles(
                        files.name(), files.read(source, commandLine), splitting.refit(), splitting.seed());
    }

    private EvaluationRun run(TestMaterial material, Asked asked, WithinDay withinDay) {
        try {
            return new EvaluationRun(
                    material,
                    FeatureSettings.configured(material.scale()),
                    asked.mode(),
                    withinDay,
                    splitting.seed(),
                    asked.settings(),
                    options.without(),
                    asked.rule());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<String> warnings(ModelUnderTest model, TestMaterial material, Asked asked) {
        List<String> warnings = new ArrayList<>(material.warnings());
        if (modelFile != null) {
            warnings.addAll(warningsOfModel(model, material, asked));
        }
        return warnings;
    }

    /** A model from elsewhere may have learned from the very ratings that it is tested on. */
    private static List<String> warningsOfModel(ModelUnderTest model, TestMaterial material, Asked asked) {
        ModelManifest manifest = model.manifest();
        List<String> warnings = new ArrayList<>();
        String tested =
                asked.files() != null ? ModelManifest.FOLDS : asked.mode().text();
        if (!manifest.mode().equals(tested)) {
            warnings.add("model " + manifest.version() + " learned what is known in mode " + manifest.mode()
                    + ", this test's is " + tested);
        }
        Instant begins = Instant.ofEpochSecond(material.beginsAt());
        if (asked.files() != null) {
            warnings.add("whether model " + manifest.version()
                    + " was fitted on ratings of the test file cannot be told; if so, the figures are too good");
            return warnings;
        }
        boolean fitted = manifest.fitted().last().isAfter(begins);
        // Validation has said epochs, share, deviations and widths; without a refit it was not learned from.
        DataRange seen = fitted ? manifest.fitted() : manifest.validate();
        if (seen.last().isAfter(begins)) {
            warnings.add("model " + manifest.version() + " was " + (fitted ? "fitted" : "chosen") + " on ratings up to "
                    + seen.last() + ", the test begins at " + begins
                    + "; if these are the same ratings, the figures are too good");
        }
        return warnings;
    }
}
