package dev.ratecast.cli;

import dev.ratecast.dataset.DatasetFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says in what format a dataset is. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Formats.class,
            completionCandidates = Formats.class,
            description = "One of ${COMPLETION-CANDIDATES}; recognised where it is not given.")
    private @Nullable DatasetFormat format;

    /** The format that was asked for; null where it is to be recognised. */
    @Nullable
    DatasetFormat format() {
        return format;
    }

    static final class Formats extends Choice<DatasetFormat> {
        Formats() {
            super(DatasetFormat.values(), DatasetFormat::toString);
        }
    }
}
