package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.RefusedLines;
import java.io.PrintWriter;
import java.util.ArrayList;
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

    /** The same for a report, ratings and movies apart; empty where no line was skipped. */
    static List<String> warnings(Dataset dataset, String name) {
        List<String> warnings = new ArrayList<>();
        RefusedLines ratings = dataset.refusedRatings();
        if (ratings.count() > 0) {
            String scale = dataset.offScaleCount() > 0 ? "; --scale names another scale" : "";
            warnings.add(ratings.count() + " lines of " + name + " were refused and are missing in the figures: "
                    + rules(ratings) + scale);
        }
        RefusedLines movies = dataset.refusedMovies();
        if (movies.count() > 0) {
            warnings.add(movies.count() + " lines about movies of " + name
                    + " were refused; their ratings count, but without the year, or without the title too: "
                    + rules(movies));
        }
        return warnings;
    }

    private static String rules(RefusedLines refused) {
        return refused.byRule().entrySet().stream()
                .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
                .collect(Collectors.joining("; "));
    }
}
