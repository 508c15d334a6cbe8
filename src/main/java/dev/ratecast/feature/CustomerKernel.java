package dev.ratecast.feature;

import java.util.List;

/**
 * How alike what a customer's ratings leave over is on two movies: the covariance of a Gaussian process, as a sum of
 * parts. All variances are in units of one rating's own noise, times in days.
 *
 * @param constant the customer's taste in general: the same for any two ratings
 * @param sameDay the mood of a day
 * @param recent what fades within {@code recentDays}
 * @param factors the weight of the product of two movies' factor vectors
 * @param audience the weight of the product of where two movies stand by who rates them
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
        double recent,
        double recentDays,
        double factors,
        double audience,
        double year,
        double yearSpan,
        double effect,
        double popularity,
        double movieNoise,
        double movieNoiseDamping,
        int memory) {
    /** What measures best. */
    public static final CustomerKernel DEFAULT =
            new CustomerKernel(0.12, 0.10, 0.08, 90, 0.28, 0.10, 0.10, 12, 0.02, 0.05, 1, 3, 100);

    /** A constant and factors alone. */
    public static final CustomerKernel PLAIN = new CustomerKernel(0.15, 0, 0, 90, 0.28, 0, 0, 12, 0, 0, 1, 3, 100);

    /** The parts that can be left out, by name. */
    public static final List<String> PARTS = List.of(
            "constant", "same_day", "recent", "factors", "audience", "year", "effect", "popularity", "movie_noise");

    /**
     * The same without one of {@link #PARTS}.
     *
     * @throws IllegalArgumentException where it is none of them
     */
    public CustomerKernel without(String part) {
        if (!PARTS.contains(part)) {
            throw new IllegalArgumentException("no part is called " + part + "; there are " + PARTS);
        }
        return new CustomerKernel(
                part.equals("constant") ? 0 : constant,
                part.equals("same_day") ? 0 : sameDay,
                part.equals("recent") ? 0 : recent,
                recentDays,
                part.equals("factors") ? 0 : factors,
                part.equals("audience") ? 0 : audience,
                part.equals("year") ? 0 : year,
                yearSpan,
                part.equals("effect") ? 0 : effect,
                part.equals("popularity") ? 0 : popularity,
                part.equals("movie_noise") ? 0 : movieNoise,
                movieNoiseDamping,
                memory);
    }
}
