package dev.ratecast.cli;

import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.training.RatedPairs;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Split;
import dev.ratecast.training.StandingLog;
import java.nio.file.Path;
import java.util.ArrayList;
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

        /**
         * Their ratings, read by the options that say how. Of those to learn from, the ones that stand: another rating of
         * the same customer and movie would tell a fold what it must not know.
         */
        Ratings read(TrainingSource source, CommandLine commandLine) {
            // A missing one shows now, not after the other was read.
            Stream.of(learn, test).forEach(DatasetSource::of);
            TrainingSource.Ratings learned = source.readFile(commandLine, learn);
            TrainingSource.Ratings tested = source.readFile(commandLine, test);
            RatingLog standing = StandingLog.of(learned.log());
            List<String> own =
                    warnings(learned.log().size() - standing.size(), RatedPairs.inBoth(tested.log(), standing));
            own.forEach(commandLine.getErr()::println);
            List<String> warnings = Stream.of(learned.warnings(), tested.warnings(), own)
                    .flatMap(List::stream)
                    .toList();
            return new Ratings(
                    new TrainingSource.Ratings(new FilePairLog(standing, tested.log()), learned.scale(), warnings),
                    standing.size());
        }

        /**
         * What has to be said where a customer and a movie come more than once.
         *
         * @param dropped so many ratings to learn from do not stand
         * @param inBoth so many pairs of customer and movie are in both files
         */
        private List<String> warnings(int dropped, long inBoth) {
            List<String> warnings = new ArrayList<>();
            if (dropped > 0) {
                warnings.add(
                        dropped + " lines of " + learn.getFileName() + " were dropped: their customers rate the same"
                                + " movies in other lines, of which the newest stands");
            }
            if (inBoth > 0) {
                warnings.add(inBoth + " pairs of customer and movie are in " + learn.getFileName() + " and in "
                        + test.getFileName() + "; what they are predicted from holds a rating of their own, so that"
                        + " the figures are too good");
            }
            return warnings;
        }
    }

    /**
     * The ratings of both files.
     *
     * @param learned so many of them, the first ones, are to learn from; no two of one customer and movie
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
