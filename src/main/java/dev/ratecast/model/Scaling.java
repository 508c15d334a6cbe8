package dev.ratecast.model;

import java.util.List;

/**
 * How features become the network's inputs: the mean taken off, divided by the standard deviation. Fitted on the
 * ratings learned from, on no others.
 *
 * @param means by feature
 * @param deviations by feature, all positive; 1 where a feature never changed
 */
public record Scaling(List<Double> means, List<Double> deviations) {
    public Scaling {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size() || deviations.stream().anyMatch(sd -> !(sd > 0))) {
            throw new IllegalArgumentException("scaling needs a mean and a positive deviation for every feature");
        }
    }

    /** How many features there are. */
    public int size() {
        return means.size();
    }
}
