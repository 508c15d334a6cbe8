package dev.ratecast.cli;

import dev.ratecast.training.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of a split that comes as two files, such as a random one. */
final class FileSplitOptions {
    @Option(
            names = "--learn-file",
            paramLabel = "FILE",
            description = "The ratings to learn from, where they are not split by time; then the mode is static.")
    private @Nullable Path learn;

    @Option(names = "--test-file", paramLabel = "FILE", description = "The ratings to test on.")
    private @Nullable Path test;

    /** Both files. */
    record Files(Path learn, Path test) {
        /** What reports call them. */
        String name() {
            return learn.getFileName() + " and " + test.getFileName();
        }

        /** Their ratings, read by the options that say how. */
        Ratings read(TrainingSource source, CommandLine commandLine) {
            TrainingSource.Ratings learned = source.readFile(commandLine, learn);
            TrainingSource.Ratings tested = source.readFile(commandLine, test);
            List<String> warnings = Stream.concat(learned.warnings().stream(), tested.warnings().stream())
                    .toList();
            return new Ratings(
                    new TrainingSource.Ratings(new FilePairLog(learned.log(), tested.log()), learned.scale(), warnings),
                    learned.log().size());
        }
    }

    /**
     * The ratings of both files.
     *
     * @param learned so many of them, the first ones, are to learn from
     */
    record Ratings(TrainingSource.Ratings both, int learned) {}

    /**
     * The files, null where the split is by time.
     *
     * @param split by time that was asked for, null where none was
     * @throws IllegalArgumentException where only one is named, or another source or split beside them
     */
    @Nullable
    Files files(@Nullable Split split, TrainingSource source) {
        if (learn == null && test == null) {
            return null;
        }
        if (learn == null || test == null) {
            throw new IllegalArgumentException("--learn-file and --test-file go together");
        }
        if (split != null || !source.isPostgres()) {
            throw new IllegalArgumentException(
                    "--learn-file and --test-file are the whole split: no --dataset, dates or shares beside them");
        }
        return new Files(learn, test);
    }
}
