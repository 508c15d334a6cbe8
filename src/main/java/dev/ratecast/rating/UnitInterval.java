package dev.ratecast.rating;

/**
 * A scale mapped to 0..1, on which residuals, biases and the network work, so that nothing is tuned to one scale.
 *
 * @param min the smallest rating, in units
 * @param range from the smallest to the largest rating, in units
 * @param unitsPerStar units per star
 */
public record UnitInterval(double min, double range, double unitsPerStar) {
    public static UnitInterval of(RatingScale scale) {
        double min = scale.exactUnits(scale.min());
        return new UnitInterval(min, scale.exactUnits(scale.max()) - min, scale.unitsPerStar());
    }

    /** The place in 0..1 of a rating or a mean, in units. */
    public double ofUnits(double units) {
        return (units - min) / range;
    }

    /** The place in 0..1 of a rating or a mean, in stars. */
    public double ofStars(double stars) {
        return (stars * unitsPerStar - min) / range;
    }

    /** The units at a place, which may lie outside 0..1. */
    public double units(double place) {
        return place * range + min;
    }

    /** The stars at a place, which may lie outside 0..1. */
    public double stars(double place) {
        return (place * range + min) / unitsPerStar;
    }

    /** The stars of a difference of places. */
    public double starsOfDifference(double difference) {
        return difference * range / unitsPerStar;
    }
}
