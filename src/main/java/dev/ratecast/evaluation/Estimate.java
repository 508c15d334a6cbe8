package dev.ratecast.evaluation;

/**
 * A predicted rating and how sure it is, all in stars.
 *
 * @param rating the mean, inside the scale
 * @param sd the standard deviation of the rating around it
 * @param low where the interval of {@link ScoredRatings#level} begins, inside the scale
 * @param high where it ends
 */
public record Estimate(double rating, double sd, double low, double high) {
    public Estimate {
        if (!(sd > 0) || !(low <= high) || !Double.isFinite(rating) || !Double.isFinite(sd)) {
            throw new IllegalArgumentException(
                    "an estimate of " + rating + " with sd " + sd + " and interval " + low + " to " + high);
        }
    }
}
