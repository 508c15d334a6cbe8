package dev.ratecast.problem;

import dev.ratecast.json.Violation.Code;
import dev.ratecast.rating.CustomerId;
import java.util.regex.Pattern;

/** Reads an id that a call names in its path. */
public final class PathId {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    private PathId() {}

    /**
     * The id.
     *
     * @param name what the problem calls it
     * @throws ProblemException where the text is no integer from 0 to 2^53−1
     */
    public static long parse(String name, String text) {
        long id = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (id < 0 || id > CustomerId.MAX_VALUE) {
            throw new ProblemException(Problem.invalidParameter(
                    name, Code.OUT_OF_RANGE, "must be an integer from 0 to " + CustomerId.MAX_VALUE));
        }
        return id;
    }
}
