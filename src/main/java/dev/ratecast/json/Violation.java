package dev.ratecast.json;

/**
 * One thing that is wrong with a JSON document.
 *
 * @param field the path of the wrong field, such as {@code movie_id} or {@code [3].movie_id}; empty where the document
 *     as a whole is wrong
 * @param code what kind of wrong, for programs
 * @param message what is wrong, for people; never more than a short piece of the input
 */
public record Violation(String field, Code code, String message) {
    /** Stable names for kinds of wrong; their texts are a contract with clients and readers of dead letters. */
    public enum Code {
        /** No bytes, or white space only. */
        EMPTY("empty"),
        /** Not UTF-8, not JSON, or JSON beyond the reader's limits of depth and length. */
        INVALID_JSON("invalid-json"),
        /** Something follows the JSON value. */
        TRAILING_BYTES("trailing-bytes"),
        /** An object names a field twice. */
        DUPLICATE_FIELD("duplicate-field"),
        /** A JSON value of another type where an object must be. */
        NOT_AN_OBJECT("not-an-object"),
        /** A required field is absent. */
        MISSING("missing"),
        /** A JSON value of another type. */
        WRONG_TYPE("wrong-type"),
        /** The right type with a value that is not allowed. */
        OUT_OF_RANGE("out-of-range"),
        /** A text that is no ISO date or date-time, or a day or time that does not exist. */
        INVALID_DATE("invalid-date"),
        /** A text or an array with more elements than are allowed. */
        TOO_LONG("too-long"),
        /** A text with U+0000 or half of a surrogate pair, which UTF-8 and databases cannot hold. */
        INVALID_TEXT("invalid-text");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /** The name as problems and dead letters show it. */
        public String text() {
            return text;
        }
    }

    /** A violation by the document as a whole. */
    public static Violation ofDocument(Code code, String message) {
        return new Violation("", code, message);
    }

    /** {@code field: message (code)}, as logs and dead letters show it. */
    @Override
    public String toString() {
        return (field.isEmpty() ? "" : field + ": ") + message + " (" + code.text() + ")";
    }
}
