package dev.ratecast.cli;

import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.evaluation.csv.PredictionsCsv;
import dev.ratecast.evaluation.html.ReportHtml;
import dev.ratecast.evaluation.json.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files of an evaluation's report. Each is moved into place once it is whole. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(Path folder, EvaluationReport report, ScoredRatings ratings) throws IOException {
        Files.createDirectories(folder);
        Path predictions = unfinished(folder, "predictions.csv");
        try (Writer out = Files.newBufferedWriter(predictions)) {
            PredictionsCsv.write(ratings, out);
        }
        Path json = unfinished(folder, "report.json");
        Files.write(json, ReportJson.write(report));
        Path html = unfinished(folder, "report.html");
        Files.writeString(html, ReportHtml.write(report));
        for (Path file : new Path[] {predictions, json, html}) {
            String name = file.getFileName().toString().replace(".unfinished", "");
            Files.move(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path unfinished(Path folder, String name) {
        return folder.resolve(name + ".unfinished");
    }
}
