package dev.ratecast.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells the format of a dataset: by the file names of the folder, and by the first lines where names do not decide. */
final class FormatRecognition {
    private static final int LINES_LOOKED_AT = 100;

    private FormatRecognition() {}

    static DatasetFormat of(DatasetSource source) {
        return source.single() ? ofFile(source.files().get(0)) : ofFolder(source);
    }

    private static DatasetFormat ofFile(DatasetFile file) {
        requireLines(file);
        return byLines(file, format -> true)
                .or(() -> called(file).stream().findFirst())
                .orElseThrow(() -> new BrokenDatasetException(
                        file.name(), "the format is not recognised; name one of " + DatasetFormat.names()));
    }

    private static void requireLines(DatasetFile file) {
        try (LineReader lines = file.lines()) {
            if (!lines.next()) {
                lines.requireLines();
            }
        }
    }

    private static DatasetFormat ofFolder(DatasetSource source) {
        List<DatasetFormat> formats = source.files().stream()
                .filter(file -> !called(file).isEmpty())
                .map(file -> called(file).size() == 1
                        ? called(file).get(0)
                        : byLines(file, called(file)::contains)
                                .orElse(called(file).get(0)))
                .distinct()
                .toList();
        if (formats.size() != 1) {
            throw new BrokenDatasetException(
                    source.name(),
                    formats.isEmpty()
                            ? "no rating file of a known format in this folder, which would be "
                                    + DatasetFormat.usualNames() + "; a file called otherwise can be named itself"
                            : "holds datasets of several formats " + formats + "; name the file or the format");
        }
        return formats.get(0);
    }

    private static List<DatasetFormat> called(DatasetFile file) {
        return Arrays.stream(DatasetFormat.values())
                .filter(format -> format.isCalledSo(file.baseName()))
                .toList();
    }

    private static Optional<DatasetFormat> byLines(DatasetFile file, Predicate<DatasetFormat> candidates) {
        try (LineReader lines = file.lines()) {
            while (lines.number() < LINES_LOOKED_AT && lines.next()) {
                String line = lines.text();
                for (DatasetFormat format : DatasetFormat.values()) {
                    if (candidates.test(format) && format.isWrittenSo(line)) {
                        return Optional.of(format);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
