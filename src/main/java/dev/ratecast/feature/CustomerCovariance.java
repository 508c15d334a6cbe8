package dev.ratecast.feature;

import dev.ratecast.known.History;

/**
 * Computes {@link CustomerKernel}'s parts, its exponentials read from tables: a part of the days apart, a part of the
 * release years, and the product of the movies' {@link #coordinates}. Unchanging.
 */
final class CustomerCovariance {
    /** Coordinates behind those of factors and audience: effect and popularity. */
    private static final int OWN_COORDINATES = 2;

    /** About eleven years; what lies further apart is computed. */
    private static final int DAYS = 4_096;

    private static final int YEARS = 128;

    /** Effects enter in tenths of the scale's range. */
    private static final double TENTHS = 10;

    private final CustomerKernel kernel;
    private final double[] recent;
    private final double[] year;
    private final double ofVector;
    private final double ofAudience;
    private final double ofEffect;
    private final double ofPopularity;

    CustomerCovariance(CustomerKernel kernel) {
        this.kernel = kernel;
        this.recent = decay(kernel.recent(), kernel.recentDays(), DAYS);
        this.year = decay(kernel.year(), kernel.yearSpan(), YEARS);
        this.ofVector = Math.sqrt(kernel.factors());
        this.ofAudience = Math.sqrt(kernel.audience());
        this.ofEffect = TENTHS * Math.sqrt(kernel.effect());
        this.ofPopularity = Math.sqrt(kernel.popularity());
    }

    CustomerKernel kernel() {
        return kernel;
    }

    /** The parts that depend on the days apart: taste in general, mood of a day, and what fades. */
    double ofDays(long daysApart) {
        return kernel.constant() + sameDay(daysApart) + recent(daysApart);
    }

    double sameDay(long daysApart) {
        return daysApart == 0 ? kernel.sameDay() : 0;
    }

    double recent(long daysApart) {
        return daysApart < DAYS
                ? recent[(int) daysApart]
                : at(kernel.recent(), kernel.recentDays(), (double) daysApart);
    }

    /** The part of two release years; none where either is {@link History#NO_YEAR}. */
    double ofYears(int a, int b) {
        if (a == History.NO_YEAR || b == History.NO_YEAR) {
            return 0;
        }
        long apart = Math.abs((long) a - b);
        return apart < YEARS ? year[(int) apart] : at(kernel.year(), kernel.yearSpan(), (double) apart);
    }

    /** How many {@link #coordinates} a movie has. */
    static int dimensions(MovieView movie) {
        return movie.vector().length + movie.audience().length + OWN_COORDINATES;
    }

    /**
     * What is left of the covariance, as coordinates: two movies' parts by factors, audience, effect and popularity are
     * the products of these numbers.
     *
     * @return the factor vector's, then the audience's, the effect's and the popularity's
     */
    double[] coordinates(MovieView movie) {
        double[] coordinates = new double[dimensions(movie)];
        putCoordinates(movie, coordinates, 0);
        return coordinates;
    }

    /** Puts a movie's {@link #coordinates} into a row, from a place on. */
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

    /** The noise of a rating of the movie. */
    double noise(MovieView movie) {
        return 1 + kernel.movieNoise() / (movie.ratings() + kernel.movieNoiseDamping());
    }

    private static double[] decay(double weight, double span, int size) {
        double[] table = new double[size];
        for (int apart = 0; apart < size; apart++) {
            table[apart] = at(weight, span, apart);
        }
        return table;
    }

    private static double at(double weight, double span, double apart) {
        return weight * Math.exp(-apart / span);
    }
}
