package dev.ratecast.evaluation.html;

import static dev.ratecast.evaluation.html.Markup.count;
import static dev.ratecast.evaluation.html.Markup.figure;

import dev.ratecast.evaluation.Calibration;
import dev.ratecast.evaluation.CurvePoint;
import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.GroupScore;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The plots of a report. The model always has style 0, the baseline that it corrects style 1. */
final class ReportPlots {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final double MARKER_OFFSET = 0.1;
    private static final int MOST_MONTH_LABELS = 9;

    private final EvaluationReport report;
    /** The baselines, the corrected one first. */
    private final List<String> baselines;

    ReportPlots(EvaluationReport report) {
        this.report = report;
        this.baselines = new ArrayList<>(report.baselines().keySet());
        baselines.remove(report.baseline());
        baselines.add(0, report.baseline());
    }

    String learningCurve() {
        // The first two of a hundred points stand for few ratings, and would stretch the axis.
        List<CurvePoint> curve = report.learningCurve().stream()
                .filter(point -> point.rows() * 50 >= report.all().rows())
                .toList();
        String baseline = report.baseline().replace('_', ' ');
        List<Series> series = List.of(
                curve("model, last tenth", 0, false, curve, CurvePoint::rollingRmse),
                curve(baseline + ", last tenth", 1, false, curve, CurvePoint::rollingBaselineRmse),
                curve("model, so far", 0, true, curve, CurvePoint::rmse),
                curve(baseline + ", so far", 1, true, curve, CurvePoint::baselineRmse));
        return new Plot("learning-curve", WIDTH, HEIGHT, series, true)
                .spanning(0, (double) report.all().rows(), series)
                .yAxis("RMSE, stars")
                .xAxis("test ratings so far")
                .lines(series)
                .svg(
                        "Learning curve",
                        "RMSE of the model and of the " + baseline
                                + " as the test goes on: over all ratings so far, and over the last tenth.");
    }

    String calibration() {
        List<Calibration.Bin> bins = report.calibration().bins();
        long most = bins.stream().mapToLong(Calibration.Bin::rows).max().orElse(1);
        Map<Double, Long> rows = new java.util.HashMap<>();
        bins.forEach(bin -> rows.put(bin.meanPredicted(), bin.rows()));
        Series series = new Series(
                "mean rating of the ratings predicted so (area: how many)",
                0,
                false,
                bins.stream()
                        .map(bin -> new Series.Point(
                                bin.meanPredicted(),
                                bin.meanRating(),
                                "predicted %s, rated %s, %s ratings"
                                        .formatted(
                                                figure(bin.meanPredicted()),
                                                figure(bin.meanRating()),
                                                count(bin.rows()))))
                        .toList());
        RatingScale scale = RatingScale.parse(report.protocol().scale());
        double min = scale.min().doubleValue();
        double max = scale.max().doubleValue();
        return new Plot("calibration", 520, 420, List.of(series), false)
                .spanning(min, max, min, max)
                .yAxis("mean rating, stars")
                .xAxis("predicted rating, stars")
                .diagonal(min, max)
                .markers(
                        List.of(series), point -> 2.5 + 9 * Math.sqrt(rows.getOrDefault(point.x(), 0L) / (double) most))
                .svg(
                        "Calibration",
                        "Mean rating by predicted rating. On the broken diagonal both are the same; the slope is "
                                + figure(report.calibration().slope()) + ".");
    }

    String errorByActivity(String id, String of, Map<String, GroupScore> buckets) {
        List<String> labels = new ArrayList<>(buckets.keySet());
        List<GroupScore> scores = new ArrayList<>(buckets.values());
        List<Series> series = byPlace(labels, scores, MARKER_OFFSET);
        return new Plot(id, 520, HEIGHT, series, false)
                .spanning(-0.5, labels.size() - 0.5, series)
                .yAxis("RMSE, stars")
                .xAxis(
                        "known ratings of the " + of,
                        IntStream.range(0, labels.size())
                                .asDoubleStream()
                                .boxed()
                                .toList(),
                        place -> labels.get(place.intValue()))
                .markers(series, point -> 4.5)
                .svg(
                        "Error by activity of the " + of,
                        "RMSE of the model and of the baselines by how many ratings of the " + of
                                + " were known; the table below has the figures.");
    }

    String errorOverTime() {
        List<String> months = new ArrayList<>(report.byMonth().keySet());
        List<GroupScore> scores = new ArrayList<>(report.byMonth().values());
        List<Series> series = byPlace(months, scores, 0);
        int step = Math.max(1, (months.size() + MOST_MONTH_LABELS - 1) / MOST_MONTH_LABELS);
        return new Plot("over-time", WIDTH, HEIGHT, series, true)
                .spanning(-0.3, months.size() - 0.7, series)
                .yAxis("RMSE, stars")
                .xAxis(
                        "month of the rating",
                        IntStream.range(0, months.size())
                                .filter(month -> month % step == 0)
                                .asDoubleStream()
                                .boxed()
                                .toList(),
                        place -> months.get(place.intValue()))
                .lines(series)
                .markers(series, point -> 3.0)
                .svg("Error over time", "RMSE of the model and of the baselines by month of the rating.");
    }

    private static Series curve(
            String name, int style, boolean dashed, List<CurvePoint> curve, ToDoubleFunction<CurvePoint> rmse) {
        return new Series(
                name,
                style,
                dashed,
                curve.stream()
                        .map(point -> new Series.Point((double) point.rows(), rmse.applyAsDouble(point), name))
                        .toList());
    }

    /** The model's RMSE and the baselines', one point a place; each series a little further right than the one before. */
    private List<Series> byPlace(List<String> labels, List<GroupScore> scores, double offset) {
        List<Series> series = new ArrayList<>();
        double first = -offset * baselines.size() / 2;
        series.add(new Series("model", 0, false, points(labels, scores, GroupScore::rmse, "model", first)));
        for (int b = 0; b < baselines.size(); b++) {
            String name = baselines.get(b);
            String words = name.replace('_', ' ');
            ToDoubleFunction<GroupScore> rmse = score -> score.baseline(name).rmse();
            series.add(new Series(words, b + 1, false, points(labels, scores, rmse, words, first + offset * (b + 1))));
        }
        return series;
    }

    private static List<Series.Point> points(
            List<String> labels,
            List<GroupScore> scores,
            ToDoubleFunction<GroupScore> rmse,
            String name,
            double offset) {
        return IntStream.range(0, labels.size())
                .mapToObj(place -> new Series.Point(
                        place + offset,
                        rmse.applyAsDouble(scores.get(place)),
                        "%s, %s: RMSE %s over %s ratings"
                                .formatted(
                                        name,
                                        labels.get(place),
                                        figure(rmse.applyAsDouble(scores.get(place))),
                                        count(scores.get(place).rows()))))
                .toList();
    }
}
