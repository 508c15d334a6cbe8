package dev.ratecast.cli;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import dev.ratecast.training.Replayed;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainedModel;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.UnusableSplitException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
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
    private PublishOptions publishing;

    @Option(
            names = "--epochs",
            paramLabel = "N[,N]",
            split = ",",
            defaultValue = "3,6,10",
            description =
                    "Passes over the ratings learned from; of several, validation chooses. Default: ${DEFAULT-VALUE}.")
    private List<Integer> epochs;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many networks are averaged. Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--threads",
            defaultValue = "2",
            description =
                    "How many networks are fitted at once; the weights do not depend on it. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "model.zip",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        CommandLine commandLine = spec.commandLine();
        PrintWriter out = commandLine.getOut();
        TrainingSource.Ratings ratings;
        TrainedModel trained;
        Publication publication;
        try {
            TrainingPlan plan = plan();
            ratings = source.read(commandLine, database, embedded);
            publication = publishing.begin(
                    database, embedded, ratings.log(), assembler(ratings).schema());
            trained = run(ratings)
                    .run(
                            ratings.log(),
                            plan,
                            Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                            new PrintedProgress(out),
                            publication == null ? null : publication.challenge());
        } catch (UnusableSplitException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
        write(trained);
        ScoreTable.print(trained.manifest(), out);
        out.printf("model %s is in %s%n", trained.manifest().version(), output);
        out.flush();
        return publication == null
                ? CommandLine.ExitCode.OK
                : publication.finish(trained.manifest(), Files.readAllBytes(output), splitting.seed(), out);
    }

    private TrainingPlan plan() {
        try {
            Split asked = splitting.split();
            Split split = asked == null && source.isPostgres() ? new Split.LastFifth() : asked;
            NetworkSettings settings = NetworkSettings.DEFAULT
                    .withEpochs(epochs)
                    .withMembers(networks)
                    .withThreads(threads);
            return new TrainingPlan(split, splitting.withinDay(), splitting.seed(), settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static TrainingRun run(TrainingSource.Ratings ratings) {
        RatingScale scale = ratings.scale();
        RatingConfig config = CommandConfig.of(RatingConfig.class);
        NeighborRule rule = NeighborRule.of(scale, config.neighborGap().orElseGet(scale::defaultNeighborGap));
        MemoryKnownRatings known = new MemoryKnownRatings(scale, config.toEras(), rule);
        return new TrainingRun(new Replayed(Replays.into(known, assembler(ratings))), new Dl4jTrainer(scale));
    }

    private static FeatureAssembler assembler(TrainingSource.Ratings ratings) {
        return new FeatureAssembler(
                ratings.scale(), CommandConfig.of(RatingConfig.class).toEras());
    }

    /** Writes beside the output and moves it there, so that a reader never sees half a model. */
    private void write(TrainedModel trained) throws IOException {
        Path target = output.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            trained.write(file);
        }
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
