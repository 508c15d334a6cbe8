package dev.ratecast.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether ratings are what was predicted: the line {@code rating = intercept + slope · predicted} by least squares, and
 * the mean rating by predicted rating. A slope below 1 means that predictions are too extreme, above 1 that they are
 * too close to the mean.
 *
 * @param slope NaN where all predictions are the same
 * @param intercept NaN likewise
 * @param bins twenty equal spans of the scale, those without a prediction left out
 */
public record Calibration(double slope, double intercept, List<Bin> bins) {
    private static final int BINS = 20;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** The test ratings whose predicted rating lies in one span; all but the rows in stars. */
    public record Bin(double from, double to, long rows, double meanPredicted, double meanRating) {}

    static Calibration of(ScoredRatings ratings) {
        int n = ratings.size();
        double predictedSum = 0;
        double ratingSum = 0;
        for (int row = 0; row < n; row++) {
            predictedSum += ratings.predicted(row);
            ratingSum += ratings.rating(row);
        }
        double meanPredicted = predictedSum / n;
        double meanRating = ratingSum / n;
        double variance = 0;
        double covariance = 0;
        boolean same = true;
        for (int row = 0; row < n; row++) {
            double deviation = ratings.predicted(row) - meanPredicted;
            variance += deviation * deviation;
            covariance += deviation * (ratings.rating(row) - meanRating);
            same &= ratings.predicted(row) == ratings.predicted(0);
        }
        double slope = same ? Double.NaN : covariance / variance;
        return new Calibration(slope, meanRating - slope * meanPredicted, bins(ratings));
    }

    private static List<Bin> bins(ScoredRatings ratings) {
        double min = ratings.scale().min().doubleValue();
        double width = (ratings.scale().max().doubleValue() - min) / BINS;
        long[] rows = new long[BINS];
        double[] predicted = new double[BINS];
        double[] rated = new double[BINS];
        for (int row = 0; row < ratings.size(); row++) {
            int bin = Math.min(BINS - 1, Math.max(0, (int) ((ratings.predicted(row) - min) / width)));
            rows[bin]++;
            predicted[bin] += ratings.predicted(row);
            rated[bin] += ratings.rating(row);
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] > 0) {
                bins.add(new Bin(
                        min + bin * width,
                        min + (bin + 1) * width,
                        rows[bin],
                        predicted[bin] / rows[bin],
                        rated[bin] / rows[bin]));
            }
        }
        return bins;
    }
}
