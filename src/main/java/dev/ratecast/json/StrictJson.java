package dev.ratecast.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.json.Violation.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of whole JSON documents. Exactly one value, in valid UTF-8, with no field named twice; numbers keep every
 * digit, and a number with a huge exponent stays as small as it was written.
 */
public final class StrictJson {
    /** Brackets, names and values of one document: as a tree each takes some 50 bytes, however short it was written. */
    static final int MOST_TOKENS = 500_000;

    private static final int DEEPEST = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // Messages show 1.0 as it was sent.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int LONGEST_ECHO = 40;

    /** What the parser says of itself: where it read from, and which of its switches would let a text pass. */
    private static final Pattern PARSERS_OWN = Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: (\\d+)]"
            + "|: enable `[^`]*` to allow"
            + "| \\((?:consider enabling|not recognized as one since) [^)]*\\)+");

    private StrictJson() {}

    /** What reading gave. */
    public sealed interface Reading {}

    /** The document's value. */
    public record Value(JsonNode node) implements Reading {}

    /** Why the document cannot be read. */
    public record Refused(Violation violation) implements Reading {}

    /** Reads a document; {@code null} counts as empty. */
    public static Reading read(byte @Nullable [] document) {
        if (document == null || document.length == 0) {
            return refused(Code.EMPTY, "there is no JSON");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            return refused(Code.INVALID_JSON, "the bytes are not UTF-8");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            return read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
    }

    private static Reading read(JsonParser parser) throws IOException {
        JsonNode node;
        try {
            node = MAPPER.readTree(parser);
        } catch (MismatchedInputException e) {
            return new Refused(new Violation(
                    String.valueOf(parser.currentName()), Code.DUPLICATE_FIELD, "the field is named twice"));
        } catch (StreamConstraintsException e) {
            return refused(
                    Code.INVALID_JSON,
                    "the JSON is nested too deeply, holds too many values, or a number, name or text is too long");
        } catch (NumberFormatException | ArithmeticException e) {
            return refused(Code.INVALID_JSON, "a number's exponent is too large");
        } catch (JsonProcessingException e) {
            return refused(Code.INVALID_JSON, "not JSON: " + reason(e));
        }
        if (node == null || node.isMissingNode()) {
            return refused(Code.EMPTY, "there is no JSON");
        }
        try {
            if (parser.nextToken() != null) {
                return refused(Code.TRAILING_BYTES, "something follows the JSON value");
            }
        } catch (JsonProcessingException e) {
            return refused(Code.TRAILING_BYTES, "something follows the JSON value");
        }
        return new Value(node);
    }

    /** What a JSON value is, for messages: "the text \"abc\"", "an array". */
    static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case BOOLEAN, NULL, MISSING -> node.asText();
            case STRING, BINARY -> "the text \"" + echo(node.textValue()) + "\"";
            // BigDecimal.toString keeps an exponent as an exponent, written as E+3.
            case NUMBER -> echo(node.numberValue().toString().replace("E+", "e").replace('E', 'e'));
        };
    }

    /** The beginning of a text from outside, with what could garble a log line or a header replaced. */
    static String echo(String text) {
        String start = text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
        StringBuilder clean = new StringBuilder(start.length());
        start.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static Reading refused(Code code, String message) {
        return new Refused(Violation.ofDocument(code, message));
    }

    /** The first line of what the parser says, and where in the text it says so. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String line = PARSERS_OWN
                .matcher(message.lines().findFirst().orElse(""))
                .replaceAll(own -> own.group(1) == null ? "" : "line " + own.group(1) + ", column " + own.group(2));
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return (line.length() <= 200 ? line : line.substring(0, 200) + "…") + place;
    }
}
