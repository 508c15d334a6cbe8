package dev.ratecast.problem;

import dev.ratecast.json.Violation.Code;
import java.util.regex.Pattern;

/** Reads an id that a call names in its path. */
public final class PathId {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    private PathId() {}

    /**
     * The id.
     *
     * @param name what the problem calls it
     * @param max the largest one
     * @throws ProblemException where the text is no integer from 0 to {@code max}
     */
    public static long parse(String name, String text, long max) {
        long id = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (id < 0 || id > max) {
            throw new ProblemException(
                    Problem.invalidParameter(name, Code.OUT_OF_RANGE, "must be an integer from 0 to " + max));
        }
        return id;
    }
}
