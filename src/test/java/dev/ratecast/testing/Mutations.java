package dev.ratecast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * JSON documents with something wrong, or strange, about them: fields missing, twice, unknown, of another type or an
 * extreme value; then, for some, the bytes themselves. The same seed gives the same documents.
 */
public final class Mutations {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "5",
            "-1",
            "0.5",
            "4.0",
            "1e0",
            "1E400",
            "-1e-400",
            "1e999999999",
            "00",
            "0x10",
            "NaN",
            "Infinity",
            "9007199254740991",
            "9007199254740992",
            "-9223372036854775808",
            "9223372036854775807",
            "18446744073709551616",
            "0." + "3".repeat(400),
            "1".repeat(900),
            "1".repeat(2_000));
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\"a\"",
            "\"2005-02-03\"",
            "\"2005-02-30\"",
            "\"9999-12-31T23:59:59+18:00\"",
            "\"+999999999-12-31\"",
            "\"2005-02-03T10:15:30.123456789012345678901234567890Z\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"%s%n$(sleep 1);drop table rating;--\"",
            "\"${jndi:ldap://127.0.0.1/a}\"",
            "\"" + "t".repeat(501) + "\"",
            "\"" + "\\uD83D\\uDE00".repeat(500) + "\"",
            "\"" + "x".repeat(20_000) + "\"",
            "\"unterminated");
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":{\"a\":1}}",
            "nil",
            "'1'",
            "/*1*/1",
            "[".repeat(600),
            "[".repeat(200) + "]".repeat(200),
            "");
    private static final List<String> STRANGE_FIELDS =
            List.of("", "customer_id", "CUSTOMER_ID", "customer_id ", "__proto__", "@class", "erase", "a.b", "\\u0000");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A field of a document and its value, as JSON. */
    public record Field(String name, String value) {}

    /** A document like the given one. One of eight is left as it is. */
    public byte[] of(List<Field> document) {
        List<Field> fields = new ArrayList<>(document);
        for (int times = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3); times > 0; times--) {
            mutate(fields);
        }
        String text = fields.stream()
                .map(field -> "\"" + field.name() + "\":" + field.value())
                .collect(Collectors.joining(",", "{", "}"));
        int wrap = random.nextInt(12);
        if (wrap == 0) {
            text = "[" + text + "," + text + "]";
        } else if (wrap == 1) {
            text = "[".repeat(1 + random.nextInt(3)) + text;
        } else if (wrap == 2) {
            text = text + pick(List.of(" ", "\n", "x", "{}", "\u0000", ","));
        }
        byte[] bytes = text.getBytes(UTF_8);
        return random.nextInt(5) == 0 ? damaged(bytes) : bytes;
    }

    /** Bytes that are mostly no text. */
    public byte[] noise(int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Whether something happens this time that happens once in {@code n}. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    private void mutate(List<Field> fields) {
        int place = random.nextInt(Math.max(1, fields.size()));
        switch (fields.isEmpty() ? 3 : random.nextInt(6)) {
            case 0 -> fields.remove(place);
            case 1 -> fields.add(fields.get(place));
            case 2 ->
                fields.set(
                        place, new Field(pick(STRANGE_FIELDS), fields.get(place).value()));
            case 3 -> fields.add(new Field(pick(STRANGE_FIELDS), value()));
            default -> fields.set(place, new Field(fields.get(place).name(), value()));
        }
    }

    private String value() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(NUMBERS);
            case 1 -> pick(TEXTS);
            default -> pick(OTHERS);
        };
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return noise(20);
        }
        byte[] damaged =
                random.nextBoolean() ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int times = random.nextInt(4); times > 0 && damaged.length > 0; times--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
