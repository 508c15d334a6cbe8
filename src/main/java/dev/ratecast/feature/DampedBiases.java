package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;

/**
 * The streamed baseline: overall mean plus a customer's and a movie's deviation from it, each drawn towards zero by a
 * number of imaginary ratings at the mean (Koren, "Factor in the Neighbors", 2010, section 2.1, with both deviations
 * taken from the overall mean). A pure function of three tallies.
 */
public final class DampedBiases {
    private static final double CUSTOMER_DAMPING = 8;
    private static final double MOVIE_DAMPING = 5;

    private DampedBiases() {}

    /** The customer's deviation from {@code mean}, in units. */
    public static double ofCustomer(Tally customer, double mean) {
        return deviation(customer, mean, CUSTOMER_DAMPING);
    }

    /** The movie's deviation from {@code mean}, in units. */
    public static double ofMovie(Tally movie, double mean) {
        return deviation(movie, mean, MOVIE_DAMPING);
    }

    private static double deviation(Tally tally, double mean, double damping) {
        return (tally.sum() - tally.count() * mean) / (tally.count() + damping);
    }
}
