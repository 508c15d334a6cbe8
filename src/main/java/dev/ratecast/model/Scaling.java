package dev.ratecast.model;

import java.util.List;

/**
 * How features become the network's inputs: held inside the range seen, the mean taken off, divided by the standard
 * deviation. Fitted on the ratings learned from, on no others.
 *
 * @param means by feature
 * @param deviations by feature, all positive; 1 where a feature never changed
 * @param lows by feature, the smallest value learned from, at most four deviations below the mean; smaller ones count as this one
 * @param highs by feature, the largest value learned from, at most four deviations above the mean
 */
public record Scaling(List<Double> means, List<Double> deviations, List<Double> lows, List<Double> highs) {
    public Scaling {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        lows = List.copyOf(lows);
        highs = List.copyOf(highs);
        int size = means.size();
        if (deviations.size() != size || lows.size() != size || highs.size() != size) {
            throw new IllegalArgumentException("scaling needs mean, deviation and range of every feature");
        }
        if (deviations.stream().anyMatch(deviation -> !(deviation > 0))) {
            throw new IllegalArgumentException("the deviations of scaling are positive");
        }
    }

    /** How many features there are. */
    public int size() {
        return means.size();
    }
}
