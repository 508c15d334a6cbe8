package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.RefusedLines;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What commands say of the lines of a dataset that were skipped. */
final class SkippedLines {
    private static final int SHOWN = 20;

    private SkippedLines() {}

    /** The first lines with file, number and reason; how many break each rule; and what to do where it is the scale. */
    static void print(Dataset dataset, PrintWriter err) {
        RefusedLines refused = dataset.refused();
        refused.summary(SHOWN).forEach(line -> err.println("refused: " + line));
        refused.byRule().forEach((rule, count) -> err.printf("refused in all: %,d lines, %s%n", count, rule));
        if (dataset.offScaleCount() > 0) {
            err.println("The ratings were read on the scale " + dataset.scale() + "; --scale names another, such as "
                    + "--scale 0.5..5/0.5");
        }
        err.flush();
    }

    /** The same in one sentence for a report; empty where no line was skipped. */
    static List<String> warnings(Dataset dataset, String name) {
        RefusedLines refused = dataset.refused();
        if (refused.count() == 0) {
            return List.of();
        }
        String rules = refused.byRule().entrySet().stream()
                .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
                .collect(Collectors.joining("; "));
        String scale = dataset.offScaleCount() > 0 ? "; --scale names another scale" : "";
        return List.of(refused.count() + " lines of " + name + " were refused and are missing in the figures: " + rules
                + scale);
    }
}
