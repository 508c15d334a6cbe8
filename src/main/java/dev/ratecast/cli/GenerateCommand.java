package dev.ratecast.cli;

import dev.ratecast.dataset.SyntheticDataset;
import dev.ratecast.dataset.SyntheticSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a synthetic dataset in the Netflix Prize's format. */
@Command(
        name = "generate",
        description =
                "Write a synthetic dataset in the Netflix Prize's format; the same size and seed give the same bytes.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--ratings", paramLabel = "N", description = "How many ratings; the Netflix Prize has 100480507.")
    private int ratings = 20_000;

    @Option(names = "--customers", paramLabel = "N", description = "How many customers (by default in proportion).")
    private @Nullable Integer customers;

    @Option(names = "--movies", paramLabel = "N", description = "How many movies (by default in proportion).")
    private @Nullable Integer movies;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed gives another dataset.")
    private long seed = 1;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "The folder to write into.")
    private Path output;

    @Option(names = "--force", description = "Overwrite a dataset that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        SyntheticSize size = size();
        OutputPlace.requireFolder(spec, "--output", output);
        for (String name : new String[] {SyntheticDataset.RATINGS_FILE, SyntheticDataset.TITLES_FILE}) {
            OutputPlace.requireFree(output.resolve(name), force);
        }
        try (ProgressBar bar = ProgressBar.start("Writing ratings", size.ratings())) {
            new SyntheticDataset(size, seed).write(output, bar::update);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "Wrote %,d ratings by %,d customers of %,d movies to %s (seed %d)%n",
                        size.ratings(), size.customers(), size.movies(), output, seed);
        return CommandLine.ExitCode.OK;
    }

    private SyntheticSize size() {
        try {
            return SyntheticSize.ofRatings(ratings, customers, movies);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
