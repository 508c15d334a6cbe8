package dev.ratecast.cli;

import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.evaluation.csv.PredictionsCsv;
import dev.ratecast.evaluation.html.ReportHtml;
import dev.ratecast.evaluation.json.ReportJson;
import dev.ratecast.file.WholeFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an evaluation's report. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(Path folder, EvaluationReport report, ScoredRatings ratings) throws IOException {
        Files.createDirectories(folder);
        try (WholeFiles files = new WholeFiles()) {
            files.add(folder.resolve("predictions.csv"), out -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                PredictionsCsv.write(ratings, text);
                text.flush();
            });
            files.add(folder.resolve("report.json"), out -> out.write(ReportJson.write(report)));
            files.add(
                    folder.resolve("report.html"),
                    out -> out.write(ReportHtml.write(report).getBytes(StandardCharsets.UTF_8)));
            files.appear();
        }
    }
}
