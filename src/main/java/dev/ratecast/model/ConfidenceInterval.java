package dev.ratecast.model;

import java.util.Arrays;

/** Where a figure lies in the middle 95 % of resamples. */
public record ConfidenceInterval(double low, double high) {
    /** The 2.5 % and 97.5 % quantiles of values, interpolated between neighbors (Hyndman and Fan, 1996, type 7). */
    static ConfidenceInterval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new ConfidenceInterval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
