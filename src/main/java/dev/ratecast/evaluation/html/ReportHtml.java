package dev.ratecast.evaluation.html;

import static dev.ratecast.evaluation.html.Markup.count;
import static dev.ratecast.evaluation.html.Markup.escape;
import static dev.ratecast.evaluation.html.Markup.figure;
import static dev.ratecast.evaluation.html.Markup.interval;
import static dev.ratecast.evaluation.html.Markup.percent;
import static dev.ratecast.evaluation.html.Markup.signed;
import static dev.ratecast.evaluation.html.Markup.signedInterval;
import static dev.ratecast.evaluation.html.Markup.words;

import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.RankingReport;
import dev.ratecast.evaluation.RetrainedScore;
import dev.ratecast.evaluation.WorstBucket;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** report.html: the whole report on one page that works offline, without scripts, in light and dark. */
public final class ReportHtml {
    private static final String STYLE = "report.css";

    private final EvaluationReport report;
    private final ReportPlots plots;
    private final ReportTables tables;

    private ReportHtml(EvaluationReport report) {
        this.report = report;
        this.plots = new ReportPlots(report);
        this.tables = new ReportTables(report);
    }

    /** The page. The same report gives the same text. */
    public static String write(EvaluationReport report) {
        return new ReportHtml(report).page();
    }

    private String page() {
        String title = "Evaluation: " + escape(report.protocol().dataset());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                """
                        .formatted(title, style())
                + "<p class=\"lead\">" + summary() + "</p>\n"
                + warnings()
                + tiles()
                + section("Against the baselines", tables.baselines() + tables.parts() + worst())
                + section("Learning curve", figure(plots.learningCurve()) + details(tables.learningCurve()))
                + section(
                        "Calibration",
                        "<p>" + calibrationLine() + "</p>" + figure(plots.calibration())
                                + details(tables.calibration()))
                + section("Uncertainty", tables.uncertainty())
                + section("Error by activity", activity())
                + section(
                        "Error over time",
                        figure(plots.errorOverTime()) + details(tables.groups("By month", "month", report.byMonth())))
                + section("By era", tables.groups("By era of the movie", "era", report.byEra()))
                + ranking()
                + retrained()
                + section("Protocol", tables.protocol())
                + "</main>\n</body>\n</html>\n";
    }

    private String summary() {
        return "%s test ratings, %s to %s, mode %s, within the day %s. RMSE %s; that of the %s is %s."
                .formatted(
                        count(report.all().rows()),
                        report.protocol().cuts().test().first().toString().substring(0, 10),
                        report.protocol().cuts().test().last().toString().substring(0, 10),
                        report.protocol().mode().text(),
                        escape(report.protocol().withinDay()),
                        figure(report.all().rmse()),
                        words(report.baseline()),
                        figure(report.all().rmse() + report.gain()));
    }

    private String warnings() {
        StringBuilder markup = new StringBuilder();
        for (String warning : report.protocol().warnings()) {
            markup.append("<p class=\"warning\"><strong>Mind:</strong> %s</p>\n".formatted(escape(warning)));
        }
        return markup.toString();
    }

    private String tiles() {
        return "<dl class=\"tiles\">"
                + tile("RMSE", figure(report.all().rmse()), interval(report.rmseCi95()))
                + tile("better by", signed(report.gain()), signedInterval(report.gainCi95()))
                + tile(
                        "RMSE, seen",
                        figure(report.seen().score().rmse()),
                        count(report.seen().score().rows()) + " ratings")
                + tile("MAE", figure(report.all().mae()), "")
                + tile(
                        "in the interval",
                        percent(report.interval().coverage()),
                        "meant: " + percent(report.interval().level()))
                + tile("calibration slope", figure(report.calibration().slope()), "ideal: 1")
                + "</dl>\n";
    }

    private static String tile(String name, String value, String note) {
        return "<div><dt>%s</dt><dd>%s<small>%s</small></dd></div>".formatted(name, value, note);
    }

    private String worst() {
        WorstBucket worst = report.worstBucket();
        if (worst == null) {
            return "<p>No bucket of activity has 1,000 ratings or more.</p>\n";
        }
        return "<p>Of the buckets of activity with 1,000 ratings or more, the model does worst against its baseline where "
                + "the %s is %s: RMSE %s by %s over %s ratings, which is %s the limit of %s worse.</p>\n"
                        .formatted(
                                words(worst.by()),
                                escape(worst.bucket()),
                                worst.worseBy() > 0 ? "worse" : "better",
                                figure(Math.abs(worst.worseBy())),
                                count(worst.rows()),
                                worst.withinLimit() ? "within" : "beyond",
                                figure(WorstBucket.limit(
                                        RatingScale.parse(report.protocol().scale()))));
    }

    private String calibrationLine() {
        return "rating = %s + %s · predicted"
                .formatted(
                        figure(report.calibration().intercept()),
                        figure(report.calibration().slope()));
    }

    private String activity() {
        return "<div class=\"pair\">"
                + figure(plots.errorByActivity("by-customer", "customer", report.byCustomerCount()))
                + figure(plots.errorByActivity("by-movie", "movie", report.byMovieCount()))
                + "</div>"
                + tables.groups("By known ratings of the customer", "customer's ratings", report.byCustomerCount())
                + tables.groups("By known ratings of the movie", "movie's ratings", report.byMovieCount())
                + details(tables.both());
    }

    private String ranking() {
        RankingReport ranking = report.ranking();
        if (ranking == null) {
            return "";
        }
        String order = ranking.cautious() == 0
                ? "by predicted rating"
                : "by predicted rating minus " + ranking.cautious() + " standard deviations";
        return section(
                "Ranking",
                "<p>The model ranks %s. NDCG over the test ratings of %s customers; recall, coverage and popularity over a catalogue of %s movies for %s customers; liked is %s stars and more.</p>"
                                .formatted(
                                        order,
                                        count(ranking.ndcgCustomers()),
                                        count(ranking.catalogue()),
                                        count(ranking.recallCustomers()),
                                        ranking.likedFrom())
                        + tables.ranking(ranking));
    }

    private String retrained() {
        RetrainedScore score = report.retrained();
        return score == null ? "" : section("Trained anew", tables.retrained(score));
    }

    private static String section(String title, String content) {
        return "<section>\n<h2>%s</h2>\n%s</section>\n".formatted(title, content);
    }

    private static String figure(String svg) {
        return "<figure class=\"scroll\" tabindex=\"0\">" + svg + "</figure>\n";
    }

    private static String figure(double value) {
        return Markup.figure(value);
    }

    private static String details(String table) {
        return "<details><summary>The figures</summary>\n%s</details>\n".formatted(table);
    }

    private static String style() {
        try (InputStream in = ReportHtml.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException(STYLE + " is missing from the artifact");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STYLE, e);
        }
    }
}
