package dev.ratecast.dataset;

/**
 * How many movies a customer of a given weight is expected to rate, and the inverse: the sum over movies of
 * {@code 1 − exp(−ratings of the movie × weight)}, tabled over the weight's logarithm. A weight is a customer's share of
 * all draws; nobody rates a movie twice, so that heavy customers need more than their share.
 */
final class ExpectedRatings {
    private static final double LOWEST_LOG = -25;
    private static final double HIGHEST_LOG = 0;
    private static final int STEPS = 500;

    private final double[] ratingsAtStep = new double[STEPS + 1];

    ExpectedRatings(int[] ratingsOfMovie) {
        for (int step = 0; step <= STEPS; step++) {
            double weight = StrictMath.exp(logAt(step));
            double sum = 0;
            for (int ratings : ratingsOfMovie) {
                sum -= StrictMath.expm1(-ratings * weight);
            }
            ratingsAtStep[step] = sum;
        }
    }

    double weightFor(double ratings) {
        int step = 0;
        while (step < STEPS - 1 && ratingsAtStep[step + 1] < ratings) {
            step++;
        }
        double span = ratingsAtStep[step + 1] - ratingsAtStep[step];
        double share = span <= 0 ? 0 : Math.min(1, Math.max(0, (ratings - ratingsAtStep[step]) / span));
        return StrictMath.exp(logAt(step + share));
    }

    private static double logAt(double step) {
        return LOWEST_LOG + (HIGHEST_LOG - LOWEST_LOG) * step / STEPS;
    }
}
