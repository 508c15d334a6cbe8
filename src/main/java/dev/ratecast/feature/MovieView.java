package dev.ratecast.feature;

import dev.ratecast.factor.Factors;
import dev.ratecast.known.History;

/**
 * A movie as a customer's ratings are compared with it.
 *
 * @param effect its {@link MovieEffect}, on the scale mapped to 0..1
 * @param ratings how many ratings it has: of the movie asked about without the customer's own, of one of the customer's past
 *     ratings with it
 * @param popularity log((n + n̄) / 2n̄) for n ratings where movies have n̄ on average: 0 for the average movie
 * @param releaseYear {@link History#NO_YEAR} where there is none
 * @param vector its factor vector; all zero where it has none
 * @param audience where it stands by who rates it; all zero where nothing is known
 */
@SuppressWarnings("ArrayRecordComponent") // one a past rating, never compared
record MovieView(double effect, long ratings, double popularity, int releaseYear, float[] vector, float[] audience) {
    static MovieView of(
            double effect, long ratings, int releaseYear, float[] vector, float[] audience, Factors factors) {
        double average = factors.ratingsPerMovie();
        return new MovieView(
                effect, ratings, Math.log((ratings + average) / (2 * average)), releaseYear, vector, audience);
    }

    /** The squared length of the factor vector. */
    double vectorSquare() {
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        return square;
    }
}
