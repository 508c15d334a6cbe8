package dev.ratecast.cli;

import dev.ratecast.evaluation.Mode;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says whether ratings go on becoming known while others are predicted. */
final class ModeOption {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            completionCandidates = ModeNames.class,
            description =
                    "${COMPLETION-CANDIDATES}: whether test ratings become known to later ones. Default: streaming;"
                            + " static where the split comes as files.")
    private @Nullable Mode mode;

    /**
     * The mode that was asked for, or the one that fits.
     *
     * @throws IllegalArgumentException where a split by files is to be streamed
     */
    Mode mode(boolean splitByFiles) {
        if (splitByFiles && mode == Mode.STREAMING) {
            throw new IllegalArgumentException("a split by files has no order to stream in: --mode static");
        }
        return mode == null ? (splitByFiles ? Mode.STATIC : Mode.STREAMING) : mode;
    }

    static final class ModeConverter implements ITypeConverter<Mode> {
        @Override
        public Mode convert(String text) {
            return Arrays.stream(Mode.values())
                    .filter(mode -> mode.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it is streaming or static, not " + text));
        }
    }

    static final class ModeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Mode.values()).map(Mode::text).iterator();
        }
    }
}
