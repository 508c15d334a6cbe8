package dev.ratecast.quality;

import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingEffect;
import java.util.Optional;

/** How a rating counts in live quality. */
public enum Arrival {
    /** A first rating, given about when it arrived. */
    NEW,
    /** A rating in place of another, given about when it arrived. */
    REPLACEMENT,
    /** A rating dated more than a day before it arrived: history that is brought in. */
    IMPORT;

    /**
     * How a rating counts, empty where it does not: it changed nothing, being a redelivery or older than the one known.
     *
     * @param ratedAt the rating_date in epoch seconds
     * @param arrivedAt the record's timestamp in epoch seconds
     */
    public static Optional<Arrival> of(RatingEffect effect, long ratedAt, long arrivedAt) {
        if (effect != RatingEffect.ADDED && effect != RatingEffect.REPLACED) {
            return Optional.empty();
        }
        if (ratedAt < arrivedAt - RatingDates.SECONDS_PER_DAY) {
            return Optional.of(IMPORT);
        }
        return Optional.of(effect == RatingEffect.ADDED ? NEW : REPLACEMENT);
    }
}
