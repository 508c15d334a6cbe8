package dev.ratecast.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A line that was skipped.
 *
 * @param line counted from 1
 * @param rule what the line breaks, in the same words for every line that breaks it
 * @param found the text that breaks it, null where that is the line as a whole
 */
public record RefusedLine(String file, long line, String rule, @Nullable String found) {
    /** The rule, and the text that breaks it. */
    public String reason() {
        return found == null ? rule : rule + ", not \"" + found + "\"";
    }

    @Override
    public String toString() {
        return file + ", line " + line + ": " + reason();
    }
}
