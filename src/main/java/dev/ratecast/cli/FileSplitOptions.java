package dev.ratecast.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
    }

    /**
     * The files, null where the split is by time.
     *
     * @throws IllegalArgumentException where only one is named
     */
    @Nullable
    Files files() {
        if (learn == null && test == null) {
            return null;
        }
        if (learn == null || test == null) {
            throw new IllegalArgumentException("--learn-file and --test-file go together");
        }
        return new Files(learn, test);
    }
}
