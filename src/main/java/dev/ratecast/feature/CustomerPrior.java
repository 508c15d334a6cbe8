package dev.ratecast.feature;

import dev.ratecast.known.History;

/**
 * {@link CustomerKernel} as a regression: every part of a rating's residual is an unknown of variance 1, known to nobody
 * beforehand, times what the rating has of it. What it has of the customer's tastes are the movie's
 * {@link #putCoordinates coordinates}; of the parts that depend on days and years, the same number for every rating. Unchanging.
 */
final class CustomerPrior {
    /** Coordinates behind those of factors and audience: effect and popularity. */
    private static final int OWN_COORDINATES = 2;

    /** Effects enter in tenths of the scale's range. */
    private static final double TENTHS = 10;

    private final CustomerKernel kernel;
    private final double ofConstant;
    private final double ofDay;
    private final double ofMood;
    private final double ofYear;
    private final double ofVector;
    private final double ofAudience;
    private final double ofEffect;
    private final double ofPopularity;

    CustomerPrior(CustomerKernel kernel) {
        this.kernel = kernel;
        this.ofConstant = Math.sqrt(kernel.constant());
        this.ofDay = Math.sqrt(kernel.sameDay());
        this.ofMood = Math.sqrt(kernel.recent());
        this.ofYear = Math.sqrt(kernel.year());
        this.ofVector = Math.sqrt(kernel.factors());
        this.ofAudience = Math.sqrt(kernel.audience());
        this.ofEffect = TENTHS * Math.sqrt(kernel.effect());
        this.ofPopularity = Math.sqrt(kernel.popularity());
    }

    CustomerKernel kernel() {
        return kernel;
    }

    /** What every rating has of the customer's constant. */
    double ofConstant() {
        return ofConstant;
    }

    /** What every rating has of its day's own mood. */
    double ofDay() {
        return ofDay;
    }

    /** What every rating has of the mood that fades. */
    double ofMood() {
        return ofMood;
    }

    /** What a rating has of the taste for its movie's release year. */
    double ofYear() {
        return ofYear;
    }

    /** How many {@link #putCoordinates coordinates} a movie has. */
    static int dimensions(MovieView movie) {
        return movie.vector().length + movie.audience().length + OWN_COORDINATES;
    }

    /**
     * Puts into a row, from a place on, what a movie's ratings have of the customer's tastes: the factor vector's numbers,
     * then the audience's, the effect's and the popularity's.
     */
    void putCoordinates(MovieView movie, double[] row, int from) {
        int at = put(movie.vector(), ofVector, row, from);
        at = put(movie.audience(), ofAudience, row, at);
        row[at] = ofEffect * movie.effect();
        row[at + 1] = ofPopularity * movie.popularity();
    }

    /** Returns the place behind what was put. */
    private static int put(float[] numbers, double times, double[] row, int from) {
        for (int k = 0; k < numbers.length; k++) {
            row[from + k] = times * numbers[k];
        }
        return from + numbers.length;
    }

    /** How much is left of a mood after so many days. */
    double moodLeft(long days) {
        return Math.exp(-days / kernel.recentDays());
    }

    /** How alike movies are that were released so many years apart; neither {@link History#NO_YEAR}. */
    double yearsLeft(long years) {
        return Math.exp(-years / kernel.yearSpan());
    }

    /** The variance of a rating's noise. */
    double noise(MovieView movie) {
        return 1 + kernel.movieNoise() / (movie.ratings() + kernel.movieNoiseDamping());
    }
}
