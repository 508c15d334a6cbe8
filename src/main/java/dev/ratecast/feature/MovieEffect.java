package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.rating.UnitInterval;

/**
 * How much better a movie is rated than its raters rate otherwise: the mean of its ratings less each rater's damped
 * mean, drawn towards zero by {@link #DAMPING} imaginary ratings. A pure function of the known ratings, in which a
 * movie rated by the severe is not taken for a bad one.
 */
final class MovieEffect {
    private static final double DAMPING = 5;

    private MovieEffect() {}

    /**
     * The effect, on the scale mapped to 0..1.
     *
     * @param mean the overall mean, in units
     */
    static double of(Tally ratings, RaterMeans raters, double mean, UnitInterval interval) {
        return (ratings.sum() - raters.sumOfMeans(mean)) / (ratings.count() + DAMPING) / interval.range();
    }
}
