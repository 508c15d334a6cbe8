package dev.ratecast.feature;

import dev.ratecast.known.History;

/** Computes {@link CustomerKernel}'s parts, its exponentials read from tables. Unchanging. */
final class CustomerCovariance {
    /** About eleven years; what lies further apart is computed. */
    private static final int DAYS = 4_096;

    private static final int YEARS = 128;

    /** Effects enter in tenths of the scale's range. */
    private static final double TENTHS = 10;

    private final CustomerKernel kernel;
    private final double[] fast;
    private final double[] slow;
    private final double[] year;

    CustomerCovariance(CustomerKernel kernel) {
        this.kernel = kernel;
        this.fast = decay(kernel.fast(), kernel.fastDays(), DAYS);
        this.slow = decay(kernel.slow(), kernel.slowDays(), DAYS);
        this.year = decay(kernel.year(), kernel.yearSpan(), YEARS);
    }

    CustomerKernel kernel() {
        return kernel;
    }

    /** The whole covariance of two ratings' leftovers. */
    double of(MovieView a, MovieView b, long daysApart) {
        return kernel.constant()
                + sameDay(daysApart)
                + fast(daysApart)
                + slow(daysApart)
                + factors(a, b)
                + year(a, b)
                + effect(a, b)
                + popularity(a, b);
    }

    double sameDay(long daysApart) {
        return daysApart == 0 ? kernel.sameDay() : 0;
    }

    double fast(long daysApart) {
        return daysApart < DAYS ? fast[(int) daysApart] : at(kernel.fast(), kernel.fastDays(), (double) daysApart);
    }

    double slow(long daysApart) {
        return daysApart < DAYS ? slow[(int) daysApart] : at(kernel.slow(), kernel.slowDays(), (double) daysApart);
    }

    double factors(MovieView a, MovieView b) {
        float[] left = a.vector();
        float[] right = b.vector();
        double product = 0;
        for (int k = 0; k < left.length; k++) {
            product += (double) left[k] * right[k];
        }
        return kernel.factors() * product;
    }

    double year(MovieView a, MovieView b) {
        if (a.releaseYear() == History.NO_YEAR || b.releaseYear() == History.NO_YEAR) {
            return 0;
        }
        long apart = Math.abs((long) a.releaseYear() - b.releaseYear());
        return apart < YEARS ? year[(int) apart] : at(kernel.year(), kernel.yearSpan(), (double) apart);
    }

    double effect(MovieView a, MovieView b) {
        return kernel.effect() * TENTHS * a.effect() * TENTHS * b.effect();
    }

    double popularity(MovieView a, MovieView b) {
        return kernel.popularity() * a.popularity() * b.popularity();
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
