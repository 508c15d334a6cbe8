package dev.ratecast.known;

import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;

/**
 * Who counts as a neighbor: a customer who rated the movie, shares at least one other rated movie, and whose mean
 * absolute gap on all shared movies is at most a limit. Decided in integers: {@code gapSum · denominator ≤ numerator ·
 * commonMovies}.
 *
 * @param numerator limit in units, times the denominator
 * @param denominator a power of ten that makes the limit whole
 */
public record NeighborRule(long numerator, long denominator) {
    /** The rule that holds on a scale where nothing else is configured. */
    public static NeighborRule byDefault(RatingScale scale) {
        return of(scale, scale.defaultNeighborGap());
    }

    /**
     * The rule with this limit.
     *
     * @param maxMeanGap the limit, in stars
     */
    public static NeighborRule of(RatingScale scale, BigDecimal maxMeanGap) {
        if (maxMeanGap.signum() < 0 || maxMeanGap.scale() > 6) {
            throw new IllegalArgumentException("the neighbor gap must be at least 0, with at most 6 decimals");
        }
        BigDecimal units =
                maxMeanGap.multiply(BigDecimal.valueOf(scale.unitsPerStar())).stripTrailingZeros();
        int decimals = Math.max(0, units.scale());
        return new NeighborRule(
                units.movePointRight(decimals).longValueExact(),
                BigDecimal.ONE.movePointRight(decimals).longValueExact());
    }

    /** Whether customers with this sum of gaps over this many common movies are neighbors. */
    public boolean accepts(long gapSum, int commonMovies) {
        return commonMovies > 0 && gapSum * denominator <= numerator * commonMovies;
    }
}
