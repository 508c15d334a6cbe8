package dev.ratecast.model;

import dev.ratecast.rating.RatingScale;

/**
 * A predicted rating and how sure it is, in stars.
 *
 * @param rating inside the scale
 * @param sd the standard deviation of the rating around it
 * @param low the interval's lower end, inside the scale
 * @param high the interval's upper end, inside the scale
 * @param extrapolated whether a date or an age lies outside the bounds of {@link Scaling}
 */
public record Estimate(double rating, double sd, double low, double high, boolean extrapolated) {
    public Estimate {
        if (Double.isFinite(rating) && (!(sd > 0) || !(low <= high) || !Double.isFinite(sd))) {
            throw new IllegalArgumentException(
                    "an estimate of " + rating + " with sd " + sd + " and interval " + low + " to " + high);
        }
    }

    /** The same, rating and interval held inside a scale. */
    public Estimate within(RatingScale scale) {
        return new Estimate(scale.clamp(rating), sd, scale.clamp(low), scale.clamp(high), extrapolated);
    }
}
