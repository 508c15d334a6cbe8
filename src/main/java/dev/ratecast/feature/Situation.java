package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;

/**
 * What features of one question are computed from, the customer's own rating of the movie left out. Effects and means
 * are on the scale mapped to 0..1.
 *
 * @param base the base features, in stars
 * @param mean the overall mean, held to the middle by one imaginary rating
 * @param eraMean the base feature, mapped
 * @param neighborMean the base feature, mapped
 * @param movieRatings the movie's ratings by others
 * @param movieMean their mean, drawn to the overall mean
 * @param plainEffect the movie's effect from known ratings alone, its raters' tastes and its title left out
 * @param movie the movie as the customer's ratings are compared with it; its effect among them
 * @param past the customer's ratings of other movies
 * @param leftover what those say about this one
 * @param day of the request, in days since the epoch, UTC
 */
record Situation(
        BaseFeatures base,
        double mean,
        double eraMean,
        double neighborMean,
        Tally movieRatings,
        double movieMean,
        double plainEffect,
        MovieView movie,
        PastRatings past,
        Leftover leftover,
        long day) {
    /** Mean, movie effect and leftover: the prediction that the network corrects, not held inside the scale. */
    double process() {
        return mean + movie.effect() + leftover.total();
    }
}
