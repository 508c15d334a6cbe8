package dev.ratecast.cli;

import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.Score;
import java.io.PrintWriter;
import java.util.List;

/** The errors that a manifest holds, as a table for people. */
final class ScoreTable {
    private ScoreTable() {}

    static void print(ModelManifest manifest, PrintWriter out) {
        out.printf("%n%-18s %-15s %10s %8s %8s%n", "part", "prediction", "rows", "RMSE", "MAE");
        for (String part : List.of("validate", "validate_hold_back", "test", "test_hold_back")) {
            print(manifest, part, out);
        }
        out.printf(
                "%n%d networks of %d epochs, correction %.2f, within day %s%n",
                manifest.settings().members(), manifest.epochs(), manifest.correction(), manifest.withinDay());
    }

    private static void print(ModelManifest manifest, String part, PrintWriter out) {
        PartScores scores = manifest.scores().get(part);
        if (scores == null) {
            return;
        }
        line(part, "model", scores.model(), out);
        scores.baselines().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(baseline -> line(part, baseline.getKey().replace('_', ' '), baseline.getValue(), out));
    }

    private static void line(String part, String prediction, Score score, PrintWriter out) {
        out.printf(
                "%-18s %-15s %,10d %8.4f %8.4f%n",
                part.replace('_', ' '), prediction, score.rows(), score.rmse(), score.mae());
    }
}
