package dev.ratecast.feature;

/**
 * How alike what a customer's ratings leave over is on two movies: the covariance of a Gaussian process, as a sum of
 * parts. All variances are in units of one rating's own noise, times in days.
 *
 * @param constant the customer's taste in general: the same for any two ratings
 * @param sameDay the mood of a day
 * @param fast what fades within {@code fastDays}
 * @param slow what fades within {@code slowDays}
 * @param factors the weight of the product of two movies' factor vectors
 * @param year likeness of movies of close release years, which fades within {@code yearSpan} years
 * @param effect how the customer's answer to good and bad movies differs: weight of the product of movie effects, each
 *     in tenths of the scale's range
 * @param popularity how the customer's answer to popular movies differs: weight of the product of two popularities, each
 *     log((n + n̄) / 2n̄) for a movie of n ratings where movies have n̄ on average
 * @param movieNoise the noise that a movie of few ratings adds: {@code movieNoise / (ratings + movieNoiseDamping)}
 * @param memory the most recent ratings that are looked at
 */
public record CustomerKernel(
        double constant,
        double sameDay,
        double fast,
        double fastDays,
        double slow,
        double slowDays,
        double factors,
        double year,
        double yearSpan,
        double effect,
        double popularity,
        double movieNoise,
        double movieNoiseDamping,
        int memory) {
    /** What measures best. */
    public static final CustomerKernel DEFAULT =
            new CustomerKernel(0.10, 0.10, 0.05, 30, 0.05, 365, 0.28, 0.10, 12, 0.02, 0.05, 1, 3, 100);

    /** A constant and factors alone. */
    public static final CustomerKernel PLAIN = new CustomerKernel(0.15, 0, 0, 30, 0, 365, 0.28, 0, 12, 0, 0, 1, 3, 100);
}
