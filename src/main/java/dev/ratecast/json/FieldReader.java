package dev.ratecast.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.IsoDates;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.Titles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and adds a violation for each wrong one, so that a caller reads all of them
 * first and asks {@link #isValid} once. A value that is wrong comes back as 0, null or false and means nothing.
 *
 * <p>An optional field that is null counts as not given.
 */
public final class FieldReader {
    private final JsonNode object;
    private final String path;
    private final List<Violation> violations;
    private final int violationsBefore;

    /**
     * @param node the value that must be an object; where it is not, that is the only violation
     * @param path what the object's fields are named after: empty, or such as {@code [3]}
     * @param violations where violations are added
     */
    public FieldReader(JsonNode node, String path, List<Violation> violations) {
        this.object = node;
        this.path = path;
        this.violations = violations;
        this.violationsBefore = violations.size();
        if (!node.isObject()) {
            violations.add(
                    new Violation(path, Code.NOT_AN_OBJECT, "must be an object, not " + StrictJson.describe(node)));
        }
    }

    /** Whether nothing wrong was found in this object so far. */
    public boolean isValid() {
        return violations.size() == violationsBefore;
    }

    /** Whether the field is there, be it null. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** An integer from 0 to 2^53−1. */
    public long requiredId(String field) {
        JsonNode node = required(field);
        return node == null ? 0 : integer(field, node, 0, CustomerId.MAX_VALUE);
    }

    /** A number of any size that must be there, or null where the field says {@code null}. */
    public @Nullable BigDecimal requiredNullableNumber(String field) {
        JsonNode node = required(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber()) {
            wrongType(field, "a number or null", node);
            return null;
        }
        // A zero may have an exponent that no arithmetic should meet.
        return node.decimalValue().stripTrailingZeros();
    }

    /** A release year from 1800 to 2200, or null where none is given. */
    public @Nullable Integer optionalYear(String field) {
        JsonNode node = optional(field);
        return node == null ? null : (Integer) (int) integer(field, node, MovieFacts.FIRST_YEAR, MovieFacts.LAST_YEAR);
    }

    /** A title of at most 500 code points that UTF-8 and databases can hold, or null where none or a blank one is given. */
    public @Nullable String optionalTitle(String field) {
        JsonNode node = optional(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            wrongType(field, "a text", node);
            return null;
        }
        String text = node.textValue();
        if (Titles.isTooLong(text)) {
            int length = text.codePointCount(0, text.length());
            add(field, Code.TOO_LONG, "must have at most " + Titles.LONGEST + " characters, not " + length);
            return null;
        }
        if (!Titles.isStorable(text)) {
            add(field, Code.INVALID_TEXT, "must not contain U+0000 or half of a surrogate pair");
            return null;
        }
        return Titles.named(text);
    }

    /** A date from 1970-01-01 to {@code latest} (both in epoch seconds) that must be there. */
    public long requiredDate(String field, long latest) {
        JsonNode node = required(field);
        return node == null ? 0 : date(field, node, latest);
    }

    /** A date from 1970-01-01 to the end of 9999, in epoch seconds, or null where none is given. */
    public @Nullable Long optionalDate(String field) {
        JsonNode node = optional(field);
        return node == null ? null : (Long) date(field, node, IsoDates.LATEST);
    }

    /** {@code true} or {@code false}; false where none is given. */
    public boolean optionalFlag(String field) {
        JsonNode node = optional(field);
        if (node != null && !node.isBoolean()) {
            wrongType(field, "true or false", node);
        }
        return node != null && node.booleanValue();
    }

    /** Adds a violation that the caller found by its own rules. */
    public void add(String field, Code code, String message) {
        violations.add(new Violation(path.isEmpty() ? field : path + "." + field, code, message));
    }

    private long integer(String field, JsonNode node, long min, long max) {
        if (!node.isIntegralNumber()) {
            wrongType(field, "an integer", node);
            return 0;
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            add(field, Code.OUT_OF_RANGE, "must be from " + min + " to " + max + ", not " + StrictJson.describe(node));
            return 0;
        }
        return node.longValue();
    }

    private long date(String field, JsonNode node, long latest) {
        if (!node.isTextual()) {
            wrongType(field, "a text with an ISO date", node);
            return 0;
        }
        OptionalLong seconds = IsoDates.epochSeconds(node.textValue());
        if (seconds.isEmpty()) {
            add(field, Code.INVALID_DATE, "must be an ISO date or date-time, not " + StrictJson.describe(node));
            return 0;
        }
        long found = seconds.getAsLong();
        if (found < 0 || found > latest) {
            add(
                    field,
                    Code.OUT_OF_RANGE,
                    "must be from 1970-01-01 to " + Instant.ofEpochSecond(latest) + ", not "
                            + StrictJson.describe(node));
            return 0;
        }
        return found;
    }

    private @Nullable JsonNode required(String field) {
        JsonNode node = object.get(field);
        if (node == null && object.isObject()) {
            add(field, Code.MISSING, "must be given");
        }
        return node;
    }

    private @Nullable JsonNode optional(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    private void wrongType(String field, String expected, JsonNode node) {
        add(field, Code.WRONG_TYPE, "must be " + expected + ", not " + StrictJson.describe(node));
    }
}
