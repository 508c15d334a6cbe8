package dev.ratecast.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180, UTF-8): fields in double quotes may hold commas, doubled quotes and line breaks.
 *
 * <p>A quote that is still open {@link #MAX_LINES} lines later, or that closes amid a field, was never meant to be one: its
 * first line is refused, and the lines after it are read again on their own.
 */
final class CsvRecords {
    private static final int MAX_LINES = 10;

    /** A line; its text is null where it is not UTF-8. */
    private record Line(@Nullable String text, long number) {}

    private final LineReader lines;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private long number;

    CsvRecords(LineReader lines) {
        this.lines = lines;
    }

    /**
     * The next record that is not blank, null at the end.
     *
     * @throws RefusedLineException where it is broken; {@link #number} says where, and the next call goes on after it
     */
    @Nullable
    List<String> next() {
        Line first = nextLine();
        while (first != null && first.text != null && first.text.isBlank()) {
            first = nextLine();
        }
        if (first == null) {
            return null;
        }
        number = first.number;
        if (first.text == null) {
            throw new RefusedLineException("not UTF-8");
        }
        return withContinuation(first.text);
    }

    private List<String> withContinuation(String first) {
        StringBuilder record = new StringBuilder(first);
        List<Line> continued = new ArrayList<>();
        try {
            List<String> fields = fields(record);
            while (fields == null) {
                Line more = continued.size() < MAX_LINES ? nextLine() : null;
                if (more != null) {
                    continued.add(more);
                }
                if (more == null || more.text == null) {
                    throw new RefusedLineException("a quote is never closed");
                }
                fields = fields(record.append('\n').append(more.text));
            }
            return fields;
        } catch (RefusedLineException e) {
            for (int i = continued.size() - 1; i >= 0; i--) {
                ahead.addFirst(continued.get(i));
            }
            throw e;
        }
    }

    /** The line that the current record starts at, from 1. */
    long number() {
        return number;
    }

    private @Nullable Line nextLine() {
        if (!ahead.isEmpty()) {
            return ahead.removeFirst();
        }
        if (!lines.next()) {
            return null;
        }
        try {
            return new Line(lines.text(StandardCharsets.UTF_8), lines.number());
        } catch (RefusedLineException e) {
            return new Line(null, lines.number());
        }
    }

    /** The fields, null where the last one's quote is still open. */
    private static @Nullable List<String> fields(CharSequence record) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < record.length() && record.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
                closed = false;
            } else if (c == '"' && field.isEmpty() && !closed) {
                quoted = true;
            } else if (closed || c == '"') {
                throw new RefusedLineException("a quote inside a field that is not quoted as a whole");
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            return null;
        }
        fields.add(field.toString());
        return fields;
    }
}
