package dev.ratecast.dataset;

import org.jspecify.annotations.Nullable;

/** Why the line at hand is skipped; never leaves a reader. It carries no stack trace, so that a bad file stays fast. */
final class RefusedLineException extends RuntimeException {
    private final String rule;
    private final @Nullable String found;

    RefusedLineException(String rule) {
        this(rule, null);
    }

    /** @param found the text that breaks the rule, short enough to be shown */
    RefusedLineException(String rule, @Nullable String found) {
        super(rule, null, false, false);
        this.rule = rule;
        this.found = found;
    }

    /** The line that is skipped. */
    RefusedLine at(String file, long line) {
        return new RefusedLine(file, line, rule, found);
    }
}
