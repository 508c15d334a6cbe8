package dev.ratecast.model;

/**
 * What fitting a network found.
 *
 * @param epochs the passes over the examples that its weights come from
 * @param correction the share, 0 to 1, of the network's correction that is added to the baseline: the one with the
 *     smallest error on validation
 * @param scaling how features become its inputs
 */
public record NetworkFit(int epochs, double correction, Scaling scaling) {
    public NetworkFit {
        if (epochs < 0 || !(correction >= 0 && correction <= 1)) {
            throw new IllegalArgumentException("epochs " + epochs + ", correction " + correction);
        }
    }
}
