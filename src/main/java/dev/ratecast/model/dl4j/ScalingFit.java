package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.Scaling;
import java.util.ArrayList;
import java.util.List;

/** Fits a {@link Scaling} to examples. */
final class ScalingFit {
    /** A feature that changes less counts as one that never does. */
    private static final double SMALLEST_DEVIATION = 1e-6;

    /** Inputs are held within this many standard deviations: a feature's rare extremes are few examples to learn from. */
    private static final double REACH = 4;

    private ScalingFit() {}

    static Scaling of(Examples examples) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        List<Double> lows = new ArrayList<>();
        List<Double> highs = new ArrayList<>();
        for (int column = 0; column < examples.width(); column++) {
            double sum = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < examples.size(); row++) {
                double feature = examples.feature(row, column);
                sum += feature;
                low = Math.min(low, feature);
                high = Math.max(high, feature);
            }
            double mean = sum / examples.size();
            double squares = 0;
            for (int row = 0; row < examples.size(); row++) {
                double difference = examples.feature(row, column) - mean;
                squares += difference * difference;
            }
            double deviation = Math.sqrt(squares / examples.size());
            double used = deviation > SMALLEST_DEVIATION ? deviation : 1.0;
            means.add(mean);
            deviations.add(used);
            lows.add(Math.max(low, mean - REACH * used));
            highs.add(Math.min(high, mean + REACH * used));
        }
        return new Scaling(means, deviations, lows, highs);
    }
}
