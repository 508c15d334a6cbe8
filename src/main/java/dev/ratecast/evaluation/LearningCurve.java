package dev.ratecast.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The error as the test goes on, at up to a hundred points. */
final class LearningCurve {
    private static final int POINTS = 100;
    private static final int ROLLING_POINTS = 10;

    private LearningCurve() {}

    static List<CurvePoint> of(ScoredRatings ratings) {
        int n = ratings.size();
        int points = Math.min(POINTS, n);
        // Sums up to and including each point; point 0 is before the first rating.
        double[] model = new double[points + 1];
        double[] baseline = new double[points + 1];
        List<CurvePoint> curve = new ArrayList<>(points);
        for (int point = 1; point <= points; point++) {
            model[point] = model[point - 1];
            baseline[point] = baseline[point - 1];
            for (int row = end(point - 1, points, n); row < end(point, points, n); row++) {
                model[point] += square(ratings.predicted(row) - ratings.rating(row));
                baseline[point] += square(ratings.baseline(row, ratings.corrected()) - ratings.rating(row));
            }
            int end = end(point, points, n);
            int from = Math.max(0, point - ROLLING_POINTS);
            double rolling = end - (double) end(from, points, n);
            curve.add(new CurvePoint(
                    end,
                    Instant.ofEpochSecond(ratings.ratedAt(end - 1)),
                    Math.sqrt(model[point] / end),
                    Math.sqrt(baseline[point] / end),
                    Math.sqrt((model[point] - model[from]) / rolling),
                    Math.sqrt((baseline[point] - baseline[from]) / rolling)));
        }
        return curve;
    }

    private static int end(int point, int points, int rows) {
        return (int) ((long) rows * point / points);
    }

    private static double square(double value) {
        return value * value;
    }
}
