package dev.ratecast.cli;

import dev.ratecast.training.Split;
import dev.ratecast.training.WithinDay;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which ratings are learned from, which validate and which test, and how they are replayed. */
final class SplitOptions {
    @Option(
            names = "--learn-until",
            paramLabel = "DATE",
            converter = DayConverter.class,
            description = "The last day to learn from, UTC.")
    private @Nullable LocalDate learnUntil;

    @Option(
            names = "--validate-until",
            paramLabel = "DATE",
            converter = DayConverter.class,
            description = "The last day to validate on.")
    private @Nullable LocalDate validateUntil;

    @Option(
            names = "--test-until",
            paramLabel = "DATE",
            converter = DayConverter.class,
            description = "The last day to test on. Default: the last of all.")
    private @Nullable LocalDate testUntil;

    @Option(names = "--learn", paramLabel = "SHARE", description = "The share of ratings, by time, to learn from.")
    private @Nullable Double learn;

    @Option(
            names = "--validate",
            paramLabel = "SHARE",
            description = "The share of ratings after those to validate on.")
    private @Nullable Double validate;

    @Option(
            names = "--refit",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "After validation, fit again on everything before the test. On unless --no-refit.")
    private boolean refit;

    @Option(
            names = "--within-day",
            paramLabel = "MODE",
            converter = WithinDayModes.class,
            completionCandidates = WithinDayModes.class,
            description =
                    "${COMPLETION-CANDIDATES}: whether a day's ratings are known once the day is over, or one after"
                            + " the other. Default: hold-back where the data has dates only.")
    private @Nullable WithinDay withinDay;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    long seed() {
        return seed;
    }

    @Nullable
    WithinDay withinDay() {
        return withinDay;
    }

    /** Whether weights are fitted again after validation. */
    boolean refit() {
        return refit;
    }

    /**
     * The split that was asked for, null where none was.
     *
     * @throws IllegalArgumentException where the options do not go together
     */
    @Nullable
    Split split() {
        boolean byDate = learnUntil != null || validateUntil != null || testUntil != null;
        boolean byShare = learn != null || validate != null;
        if (byDate && byShare) {
            throw new IllegalArgumentException("split by dates or by shares, not by both");
        }
        if (byDate) {
            if (learnUntil == null || validateUntil == null) {
                throw new IllegalArgumentException("a split by dates needs --learn-until and --validate-until");
            }
            return new Split.ByDate(learnUntil, validateUntil, testUntil, refit);
        }
        if (byShare) {
            if (learn == null || validate == null) {
                throw new IllegalArgumentException("a split by shares needs --learn and --validate");
            }
            return new Split.ByFraction(learn, validate, refit);
        }
        return null;
    }

    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("must be a day such as 2004-12-31, not " + text);
            }
        }
    }

    static final class WithinDayModes extends Choice<WithinDay> {
        WithinDayModes() {
            super(WithinDay.values(), WithinDay::text);
        }
    }
}
