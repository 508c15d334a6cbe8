package dev.ratecast.cli;

import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.Score;
import java.io.PrintWriter;

/** The errors that a manifest holds, as a table for people. */
final class ScoreTable {
    private ScoreTable() {}

    static void print(ModelManifest manifest, PrintWriter out) {
        out.printf("%n%-10s %-15s %10s %8s %8s%n", "part", "prediction", "rows", "RMSE", "MAE");
        print(manifest, "validate", out);
        print(manifest, "test", out);
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
        out.printf("%-10s %-15s %,10d %8.4f %8.4f%n", part, prediction, score.rows(), score.rmse(), score.mae());
    }
}
