package dev.ratecast.cli;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureChoice;
import dev.ratecast.file.WholeFiles;
import dev.ratecast.model.Mode;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.training.Challenge;
import dev.ratecast.training.ExampleSample;
import dev.ratecast.training.ExampleSource;
import dev.ratecast.training.ReplayedExamples;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainedModel;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.UnusableSplitException;
import dev.ratecast.training.WithinDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model on the past of a dataset, or of the tables, and writes it to a file. */
@Command(
        name = "train",
        description = "Train a model by replaying ratings in time order.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
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
    private PublishOptions publishing;

    @Mixin
    private NetworkOptions networks;

    @Mixin
    private FactorOptions factors;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "Replay everything, but learn from and validate on N ratings only, drawn by the seed."
                    + " Default: all.")
    private @Nullable Integer examples;

    @Option(
            names = "--test-examples",
            paramLabel = "N",
            description = "Test on N ratings only, drawn by the seed. Default: as many as --examples.")
    private @Nullable Integer testExamples;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "model.zip",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path output;

    /** What was asked for, once it is known to go together. */
    private record Asked(
            Split split,
            FileSplitOptions.@Nullable Files files,
            Mode mode,
            @Nullable WithinDay withinDay,
            ExampleSample sample,
            NetworkSettings settings,
            List<Long> seeds,
            RefreshRule rule) {}

    @Override
    public Integer call() throws IOException {
        try {
            return train(asked());
        } catch (UnusableSplitException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int train(Asked asked) throws IOException {
        CommandLine commandLine = spec.commandLine();
        PrintWriter out = commandLine.getOut();
        OutputPlace.requireFile(spec, "--output", output);
        FileSplitOptions.Ratings files =
                asked.files() == null ? null : asked.files().read(source, commandLine);
        TrainingSource.Ratings ratings = files == null ? source.read(commandLine, database, embedded) : files.both();
        Split split = files == null ? asked.split() : new Split.ByFiles(files.learned(), splitting.refit());
        TrainingPlan plan =
                new TrainingPlan(split, asked.withinDay(), splitting.seed(), asked.settings(), asked.sample());
        FeatureSettings features = FeatureSettings.configured(ratings.scale());
        Publication publication = publishing.begin(
                database,
                embedded,
                ratings.log(),
                features.assembler(FeatureChoice.ALL).schema());
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        PrintedProgress progress = new PrintedProgress(out);
        TrainingRun run = run(features, files, asked);
        ReplayedExamples replayed = run.replay(ratings.log(), plan, progress);
        if (publication != null) {
            TrainingRun other = run(features, files, asked);
            replayed = replayed.scoredAlsoOn(other.replay(ratings.log(), plan.within(WithinDay.HOLD_BACK), progress));
        }
        List<TrainedModel> bySeed = new ArrayList<>();
        for (long seed : asked.seeds()) {
            Challenge challenge = publication == null || !bySeed.isEmpty() ? null : publication.challenge();
            bySeed.add(run.fit(replayed, plan.settings(), seed, now, progress, challenge));
        }
        TrainedModel trained = bySeed.get(0);
        write(trained);
        print(bySeed, out);
        return publication == null
                ? CommandLine.ExitCode.OK
                : publication.finish(trained.manifest(), Files.readAllBytes(output), splitting.seed(), out);
    }

    private Asked asked() {
        try {
            Split split = splitting.split();
            FileSplitOptions.Files files = fileSplitting.files(split, source);
            source.requireOrder(files == null);
            Mode mode = modeOption.mode(files != null);
            if (publishing.isAsked() && mode == Mode.STATIC) {
                throw new IllegalArgumentException("a published model serves while ratings stream in:"
                        + " --publish and --promote-if-better go with --mode streaming");
            }
            return new Asked(
                    split == null ? byDefault() : split,
                    files,
                    mode,
                    withinDay(),
                    sample(),
                    networks.settings(),
                    networks.seeds(splitting.seed()),
                    factors.rule());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Serving knows ratings of the same day, so that a model for it learns from examples that do. */
    private @Nullable WithinDay withinDay() {
        WithinDay asked = splitting.withinDay();
        if (!publishing.isAsked()) {
            return asked;
        }
        if (asked == WithinDay.HOLD_BACK) {
            throw new IllegalArgumentException("a published model serves where ratings of the same day are known:"
                    + " --publish and --promote-if-better go with --within-day sequential, which they imply");
        }
        return WithinDay.SEQUENTIAL;
    }

    private Split byDefault() {
        return source.isPostgres()
                ? new Split.LastFifth(splitting.refit())
                : new Split.ByDefault(false, splitting.refit());
    }

    private ExampleSample sample() {
        int learned = examples == null ? Integer.MAX_VALUE : examples;
        return new ExampleSample(learned, testExamples == null ? learned : testExamples);
    }

    private static TrainingRun run(FeatureSettings features, FileSplitOptions.@Nullable Ratings files, Asked asked) {
        FeatureAssembler assembler = features.assembler(FeatureChoice.ALL);
        ExampleSource examples = files == null
                ? ExampleSources.byTime(asked.mode(), features.known(), assembler, asked.rule())
                : ExampleSources.byFiles(files.learned(), features::known, assembler, asked.rule());
        return new TrainingRun(examples, new Dl4jTrainer(features.scale()));
    }

    /** What the first model scored, which was written, and the errors of all where there are several. */
    private void print(List<TrainedModel> bySeed, PrintWriter out) {
        ModelManifest written = bySeed.get(0).manifest();
        ScoreTable.print(written, out);
        if (bySeed.size() > 1) {
            SeedTable.print(bySeed.stream().map(TrainedModel::manifest).toList(), out);
        }
        out.printf("model %s is in %s%n", written.version(), output);
        out.flush();
    }

    private void write(TrainedModel trained) throws IOException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        WholeFiles.write(output, trained::write);
    }
}
