package dev.ratecast.evaluation.html;

import static dev.ratecast.evaluation.html.Markup.count;
import static dev.ratecast.evaluation.html.Markup.escape;
import static dev.ratecast.evaluation.html.Markup.figure;
import static dev.ratecast.evaluation.html.Markup.interval;
import static dev.ratecast.evaluation.html.Markup.percent;
import static dev.ratecast.evaluation.html.Markup.signed;
import static dev.ratecast.evaluation.html.Markup.signedInterval;
import static dev.ratecast.evaluation.html.Markup.words;

import dev.ratecast.evaluation.CurvePoint;
import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.GroupScore;
import dev.ratecast.evaluation.PartScore;
import dev.ratecast.evaluation.Protocol;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.model.DataRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a report. */
final class ReportTables {
    private final EvaluationReport report;
    private final String baseline;

    ReportTables(EvaluationReport report) {
        this.report = report;
        this.baseline = words(report.baseline());
    }

    String protocol() {
        Protocol protocol = report.protocol();
        Table table = new Table("How it was done", List.of("", "value"))
                .row(List.of("dataset", escape(protocol.dataset()) + ", scale " + escape(protocol.scale())))
                .row(List.of("mode", protocol.mode().text() + ", within the day " + escape(protocol.withinDay())))
                .row(List.of("model", escape(protocol.modelVersion())))
                .row(List.of("its weights were fitted on", range(protocol.modelFitted())))
                .row(List.of("learned", range(protocol.cuts().learn())));
        DataRange validate = protocol.cuts().validate();
        if (validate != null) {
            table.row(List.of("validated", range(validate)));
        }
        return table.row(List.of("tested", range(protocol.cuts().test())))
                .row(List.of("seed", protocol.seed() + ", " + count(protocol.resamples()) + " resamples of customers"))
                .markup();
    }

    String baselines() {
        Table table = new Table(
                        "All test ratings; intervals hold 95 % of resamples of customers",
                        List.of(
                                "prediction",
                                "RMSE",
                                "95 % interval",
                                "MAE",
                                "the model is better by",
                                "95 % interval"))
                .row(List.of(
                        "model",
                        figure(report.all().rmse()),
                        interval(report.rmseCi95()),
                        figure(report.all().mae()),
                        "",
                        ""));
        report.baselines()
                .forEach((name, score) -> table.row(List.of(
                        words(name),
                        figure(score.rmse()),
                        interval(score.rmseCi95()),
                        figure(score.mae()),
                        signed(score.gain()),
                        signedInterval(score.gainCi95()))));
        return table.markup();
    }

    String parts() {
        Table table = new Table(
                "By what was known: seen means rated up to the cut, unknown means without any known rating",
                List.of(
                        "part",
                        "ratings",
                        "RMSE",
                        "95 % interval",
                        baseline,
                        "better by",
                        "95 % interval",
                        "in the interval"));
        part(table, "customer and movie seen", report.seen());
        part(table, "the others", report.unseen());
        part(table, "unknown customers", report.unknownCustomers());
        return table.markup();
    }

    String groups(String caption, String column, Map<String, GroupScore> groups) {
        Table table = new Table(
                caption, List.of(column, "ratings", "RMSE", "MAE", "bias", baseline, "better by", "in the interval"));
        groups.forEach((name, score) -> table.row(List.of(
                escape(name),
                count(score.rows()),
                figure(score.rmse()),
                figure(score.mae()),
                signed(score.bias()),
                figure(ofBaseline(score)),
                signed(ofBaseline(score) - score.rmse()),
                percent(score.coverage()))));
        return table.markup();
    }

    String both() {
        List<String> movieBuckets = new ArrayList<>(report.byMovieCount().keySet());
        List<String> columns = new ArrayList<>(List.of("customer \\ movie"));
        columns.addAll(movieBuckets);
        Table table = new Table("RMSE by known ratings of both: model, " + baseline + ", how many ratings", columns);
        report.byCustomerAndMovieCount().forEach((bucket, byMovie) -> {
            List<String> cells = new ArrayList<>(List.of(bucket));
            for (String movieBucket : movieBuckets) {
                GroupScore score = byMovie.get(movieBucket);
                cells.add(
                        score == null
                                ? "–"
                                : "%s<br>%s<br><small>%s</small>"
                                        .formatted(
                                                figure(score.rmse()), figure(ofBaseline(score)), count(score.rows())));
            }
            table.row(cells);
        });
        return table.markup();
    }

    String uncertainty() {
        return new Table("Intervals and likelihood over all test ratings", List.of("", "value"))
                .row(List.of(
                        "ratings meant to be in the interval",
                        percent(report.interval().level())))
                .row(List.of(
                        "ratings in the interval", percent(report.interval().coverage())))
                .row(List.of("mean width, stars", figure(report.interval().width())))
                .row(List.of(
                        "mean log likelihood", figure(report.logLikelihood().model())))
                .row(List.of(
                        "the same with the best constant sd, "
                                + figure(report.logLikelihood().constantSd()),
                        figure(report.logLikelihood().constant())))
                .markup();
    }

    String calibration() {
        Table table = new Table(
                "By predicted rating, in stars", List.of("predicted", "ratings", "mean predicted", "mean rating"));
        report.calibration()
                .bins()
                .forEach(bin -> table.row(List.of(
                        figure(bin.from()) + " to " + figure(bin.to()),
                        count(bin.rows()),
                        figure(bin.meanPredicted()),
                        figure(bin.meanRating()))));
        return table.markup();
    }

    String learningCurve() {
        Table table = new Table(
                "RMSE as the test goes on",
                List.of(
                        "ratings",
                        "until",
                        "model, so far",
                        baseline + ", so far",
                        "model, last tenth",
                        baseline + ", last tenth"));
        List<CurvePoint> curve = report.learningCurve();
        int step = Math.max(1, curve.size() / 10);
        for (int i = step - 1; i < curve.size(); i += step) {
            CurvePoint point = curve.get(i);
            table.row(List.of(
                    count(point.rows()),
                    point.until().toString().substring(0, 10),
                    figure(point.rmse()),
                    figure(point.baselineRmse()),
                    figure(point.rollingRmse()),
                    figure(point.rollingBaselineRmse())));
        }
        return table.markup();
    }

    String ranking(RankingReport ranking) {
        Table table = new Table(
                "By how movies are ranked; intervals hold 95 % of resamples of customers",
                List.of(
                        "by",
                        "NDCG@" + ranking.limit(),
                        "95 % interval",
                        "recall@" + ranking.limit(),
                        "95 % interval",
                        "catalogue coverage",
                        "mean popularity"));
        ranking.rankers()
                .forEach((name, score) -> table.row(List.of(
                        words(name),
                        figure(score.ndcg()),
                        interval(score.ndcgCi95()),
                        figure(score.recall()),
                        interval(score.recallCi95()),
                        percent(score.coverage()),
                        Double.isFinite(score.meanPopularity()) ? count(Math.round(score.meanPopularity())) : "–")));
        return table.markup();
    }

    String retrained(RetrainedScore score) {
        return new Table("Trained anew every " + score.everyDays() + " days", List.of("", "value"))
                .row(List.of("models trained after the first", count(score.trainings())))
                .row(List.of("RMSE", figure(score.rmse()) + " (" + interval(score.rmseCi95()) + ")"))
                .row(List.of("MAE", figure(score.mae())))
                .row(List.of(
                        "better than with fixed weights by",
                        signed(score.gain()) + " (" + signedInterval(score.gainCi95()) + ")"))
                .markup();
    }

    private void part(Table table, String name, PartScore part) {
        table.row(List.of(
                name,
                count(part.score().rows()),
                figure(part.score().rmse()),
                interval(part.rmseCi95()),
                figure(ofBaseline(part.score())),
                signed(part.gain()),
                signedInterval(part.gainCi95()),
                percent(part.score().coverage())));
    }

    private double ofBaseline(GroupScore score) {
        return score.baseline(report.baseline()).rmse();
    }

    private static String range(DataRange range) {
        return "%s ratings, %s to %s"
                .formatted(
                        count(range.rows()),
                        range.first().toString().substring(0, 10),
                        range.last().toString().substring(0, 10));
    }
}
