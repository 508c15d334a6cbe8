package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines that were skipped.
 *
 * @param count all of them
 * @param first the first ones, at most {@link #KEPT}
 */
public record RefusedLines(long count, List<RefusedLine> first) {
    /** How many are kept in full. */
    public static final int KEPT = 1_000;

    public RefusedLines {
        first = List.copyOf(first);
    }

    /** A summary for people: up to {@code limit} lines, then a count. Empty where nothing was refused. */
    public List<String> summary(int limit) {
        List<String> lines = new ArrayList<>();
        first.stream().limit(limit).map(RefusedLine::toString).forEach(lines::add);
        if (count > lines.size()) {
            lines.add("... and " + (count - lines.size()) + " more");
        }
        return lines;
    }
}
