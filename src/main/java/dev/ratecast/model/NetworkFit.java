package dev.ratecast.model;

/**
 * What fitting networks found.
 *
 * @param correction the share, 0 to 1, of the networks' correction that is added to the baseline, by
 *     {@link ShareChoice#cautious}
 * @param epochs the passes over the examples that validation preferred
 * @param scaling how features become inputs
 * @param linear the straight-line part of the correction
 * @param uncertainty how far ratings lie from predictions
 */
public record NetworkFit(double correction, int epochs, Scaling scaling, LinearPart linear, Uncertainty uncertainty) {
    public NetworkFit {
        if (!(correction >= 0 && correction <= 1)) {
            throw new IllegalArgumentException("a correction of " + correction);
        }
    }
}
