package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the lines that are skipped while files are read. */
final class RefusedTally {
    private final List<RefusedLine> first = new ArrayList<>();
    private final Map<String, Long> byRule = new LinkedHashMap<>();
    private long count;

    void add(RefusedLine line) {
        count++;
        byRule.merge(line.rule(), 1L, Long::sum);
        if (first.size() < RefusedLines.KEPT) {
            first.add(line);
        }
    }

    RefusedLines lines() {
        return new RefusedLines(count, first, byRule);
    }
}
