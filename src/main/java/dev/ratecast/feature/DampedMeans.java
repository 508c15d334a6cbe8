package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.MovieDamping;
import dev.ratecast.rating.UnitInterval;

/** The means that predictions begin with, drawn towards what is expected without the ratings, on one scale. */
public record DampedMeans(UnitInterval interval) {
    /** One imaginary rating, here on the scale mapped to 0..1: where nothing at all is known, this is the mean. */
    private static final double FIRST_GUESS = 0.65;

    /** The overall mean, in units. */
    public double overall(Tally all) {
        return (all.sum() + interval.units(FIRST_GUESS)) / (all.count() + 1);
    }

    /**
     * A movie's mean, on the scale mapped to 0..1.
     *
     * @param overall the overall mean, in units
     */
    public double ofMovie(Tally ratings, double overall) {
        return interval.ofUnits(MovieDamping.mean((double) ratings.sum(), ratings.count(), overall));
    }

    /** The stars at a place, the nearest end of the scale where it lies outside 0..1. */
    public double stars(double place) {
        return interval.stars(Math.min(1, Math.max(0, place)));
    }
}
