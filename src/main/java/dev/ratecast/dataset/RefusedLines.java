package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines that were skipped.
 *
 * @param count all of them
 * @param first the first ones, at most {@link #KEPT}
 * @param byRule how many break each rule, by first appearance
 */
public record RefusedLines(long count, List<RefusedLine> first, Map<String, Long> byRule) {
    /** How many are kept in full. */
    public static final int KEPT = 1_000;

    public RefusedLines {
        first = List.copyOf(first);
        byRule = Collections.unmodifiableMap(new LinkedHashMap<>(byRule));
    }

    /** These lines and then the others. */
    RefusedLines and(RefusedLines others) {
        Map<String, Long> rules = new LinkedHashMap<>(byRule);
        others.byRule.forEach((rule, lines) -> rules.merge(rule, lines, Long::sum));
        List<RefusedLine> firstOfBoth =
                Stream.concat(first.stream(), others.first.stream()).limit(KEPT).toList();
        return new RefusedLines(count + others.count, firstOfBoth, rules);
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
