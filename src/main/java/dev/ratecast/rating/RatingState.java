package dev.ratecast.rating;

import org.jspecify.annotations.Nullable;

/**
 * What is kept for a customer and a movie.
 *
 * @param units the rating, null where it was withdrawn
 * @param ratedAt the rating_date in epoch seconds
 */
public record RatingState(@Nullable Integer units, long ratedAt) {
    /**
     * What an arriving state does to this one: the newest date wins; on a tie, the one that arrives later.
     * An equal state changes nothing.
     */
    public RatingEffect effectOf(RatingState arriving) {
        if (equals(arriving)) {
            return RatingEffect.DUPLICATE;
        }
        if (arriving.ratedAt < ratedAt) {
            return RatingEffect.SUPERSEDED;
        }
        if (arriving.units == null) {
            return RatingEffect.WITHDRAWN;
        }
        return units == null ? RatingEffect.ADDED : RatingEffect.REPLACED;
    }
}
