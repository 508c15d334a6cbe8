package dev.ratecast.cli;

import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.GroupScore;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.evaluation.WorstBucket;
import dev.ratecast.model.ConfidenceInterval;
import java.io.PrintWriter;
import java.util.Locale;

/** The main figures of a report, for a terminal. */
final class ReportSummary {
    private ReportSummary() {}

    static void print(EvaluationReport report, PrintWriter out) {
        line(out, "%n%-20s %8s  %-18s %8s  %s", "prediction", "RMSE", "95 % interval", "MAE", "model better by");
        line(
                out,
                "%-20s %8.4f  %-18s %8.4f",
                "model",
                report.all().rmse(),
                text(report.rmseCi95()),
                report.all().mae());
        report.baselines()
                .forEach((name, score) -> line(
                        out,
                        "%-20s %8.4f  %-18s %8.4f  %+.4f (%s)",
                        name.replace('_', ' '),
                        score.rmse(),
                        text(score.rmseCi95()),
                        score.mae(),
                        score.gain(),
                        text(score.gainCi95())));
        GroupScore seen = report.seen().score();
        line(
                out,
                "%n%,d test ratings, mode %s, within day %s",
                report.all().rows(),
                report.protocol().mode().text(),
                report.protocol().withinDay());
        line(out, "customer and movie seen: %,d ratings, RMSE %.4f", seen.rows(), seen.rmse());
        line(
                out,
                "calibration slope %.3f; %.1f %% of ratings in the %.0f %% interval, %.2f stars wide",
                report.calibration().slope(),
                100 * report.interval().coverage(),
                100 * report.interval().level(),
                report.interval().width());
        WorstBucket worst = report.worstBucket();
        if (worst != null) {
            line(
                    out,
                    "worst bucket: %s %s, %s by %.4f than the %s",
                    worst.by().replace('_', ' '),
                    worst.bucket(),
                    worst.worseBy() > 0 ? "worse" : "better",
                    Math.abs(worst.worseBy()),
                    report.baseline().replace('_', ' '));
        }
        RankingReport ranking = report.ranking();
        if (ranking != null) {
            print(ranking, out);
        }
        RetrainedScore retrained = report.retrained();
        if (retrained != null) {
            line(
                    out,
                    "trained anew every %d days: RMSE %.4f, better by %+.4f (%s)",
                    retrained.everyDays(),
                    retrained.rmse(),
                    retrained.gain(),
                    text(retrained.gainCi95()));
        }
        report.protocol().warnings().forEach(warning -> line(out, "Mind: %s", warning));
    }

    private static void print(RankingReport ranking, PrintWriter out) {
        line(
                out,
                "%n%-20s %8s %10s %9s %11s",
                "ranking",
                "NDCG@" + ranking.limit(),
                "recall@" + ranking.limit(),
                "coverage",
                "popularity");
        ranking.rankers()
                .forEach((name, score) -> line(
                        out,
                        "%-20s %8.4f %10.4f %7.1f %% %11.0f",
                        name.replace('_', ' '),
                        score.ndcg(),
                        score.recall(),
                        100 * score.coverage(),
                        score.meanPopularity()));
    }

    private static String text(ConfidenceInterval interval) {
        return String.format(Locale.ROOT, "%.4f to %.4f", interval.low(), interval.high());
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
