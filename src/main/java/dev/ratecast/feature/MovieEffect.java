package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.MovieDamping;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.rating.UnitInterval;

/**
 * How much better a movie is rated than its raters rate otherwise: the mean of its ratings less each rater's damped
 * mean, drawn by {@link MovieDamping} towards what its title says. So a movie whose
 * raters are strict does not look bad; and where its raters' taste is known, one whose raters watch good movies only does
 * not look ordinary.
 */
final class MovieEffect {
    private MovieEffect() {}

    /**
     * The effect, on the scale mapped to 0..1.
     *
     * @param mean the overall mean, in units
     * @param taste how good the movies are that its raters rate, on the scale mapped to 0..1: so much higher are their
     *     means; one step of what alternating between movies and raters would converge to
     * @param title what the words of its title say, on the scale mapped to 0..1
     */
    static double of(Tally ratings, RaterMeans raters, double mean, double taste, double title, UnitInterval interval) {
        double above = (ratings.sum() - raters.sumOfMeans(mean)) / interval.range();
        return MovieDamping.mean(above + ratings.count() * taste, ratings.count(), title);
    }

    /**
     * The effect by known ratings alone, nothing fitted in it, on the scale mapped to 0..1.
     *
     * @param mean the overall mean, in units
     */
    static double plain(Tally ratings, RaterMeans raters, double mean, UnitInterval interval) {
        return of(ratings, raters, mean, 0, 0, interval);
    }
}
