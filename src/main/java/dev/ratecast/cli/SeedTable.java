package dev.ratecast.cli;

import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PartScores;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The errors of models that differ in their seeds, and their mean, as a table for people. */
final class SeedTable {
    private SeedTable() {}

    static void print(List<ModelManifest> manifests, PrintWriter out) {
        out.printf("%n%-10s %-8s %8s%n", "part", "seed", "RMSE");
        print(manifests, "validate", out);
        print(manifests, "test", out);
    }

    private static void print(List<ModelManifest> manifests, String part, PrintWriter out) {
        if (!manifests.get(0).scores().containsKey(part)) {
            return;
        }
        double sum = 0;
        for (ModelManifest manifest : manifests) {
            PartScores scores = Objects.requireNonNull(manifest.scores().get(part));
            double rmse = scores.model().rmse();
            sum += rmse;
            line(part, Long.toString(manifest.seed()), rmse, out);
        }
        line(part, "mean", sum / manifests.size(), out);
    }

    private static void line(String part, String seed, double rmse, PrintWriter out) {
        out.printf(Locale.ROOT, "%-10s %-8s %8.5f%n", part, seed, rmse);
    }
}
