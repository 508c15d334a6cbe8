package dev.ratecast.known;

/**
 * What a movie's raters rate like, added up over all of them so that it holds for any overall mean: a rater with n
 * ratings of sum s has the damped mean (s + {@link #DAMPING} · mean) / (n + {@link #DAMPING}), which is
 * {@code sumShare + mean · DAMPING · weight}. Both are kept as whole multiples of {@link #ONE}, rounded towards zero
 * rater by rater: sums of them are exact, whatever their order, and can be undone.
 *
 * @param count how many raters the movie has
 * @param sumShares the sum over the raters of s / (n + DAMPING), in units, times ONE
 * @param weights the sum over the raters of 1 / (n + DAMPING), times ONE
 */
public record RaterMeans(long count, long sumShares, long weights) {
    /** The imaginary ratings at the overall mean that draw a rater's mean towards it. */
    public static final long DAMPING = 5;

    /** The fixed-point one: 2^32. */
    public static final long ONE = 1L << 32;

    public static final RaterMeans NONE = new RaterMeans(0, 0, 0);

    /**
     * What one rater adds.
     *
     * @param ratings all of the rater's ratings
     */
    public static RaterMeans of(long ratings, long unitsSum) {
        return new RaterMeans(1, sumShare(ratings, unitsSum), weight(ratings));
    }

    /** {@code sum / (count + DAMPING)}, times ONE, rounded towards zero. */
    public static long sumShare(long count, long unitsSum) {
        return unitsSum * ONE / (count + DAMPING);
    }

    /** {@code 1 / (count + DAMPING)}, times ONE, rounded down. */
    public static long weight(long count) {
        return ONE / (count + DAMPING);
    }

    public RaterMeans plus(RaterMeans other) {
        return new RaterMeans(count + other.count, sumShares + other.sumShares, weights + other.weights);
    }

    public RaterMeans minus(RaterMeans other) {
        return new RaterMeans(count - other.count, sumShares - other.sumShares, weights - other.weights);
    }

    /**
     * The sum of the raters' damped means, in units.
     *
     * @param mean the overall mean, in units
     */
    public double sumOfMeans(double mean) {
        return ((double) sumShares + mean * DAMPING * weights) / ONE;
    }
}
