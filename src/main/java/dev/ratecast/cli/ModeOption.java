package dev.ratecast.cli;

import dev.ratecast.model.Mode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says whether ratings go on becoming known while others are predicted. */
final class ModeOption {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Modes.class,
            completionCandidates = Modes.class,
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

    static final class Modes extends Choice<Mode> {
        Modes() {
            super(Mode.values(), Mode::text);
        }
    }
}
