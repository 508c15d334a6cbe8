package dev.ratecast.rating;

import java.time.Instant;

/**
 * The dates that a rating can have, in epoch seconds: from 1970-01-01 to 2106-02-07T06:28:15Z, what four bytes hold. Events,
 * datasets and the memory take the same ones.
 */
public final class RatingDates {
    /** The last one. */
    public static final long LATEST = (1L << Integer.SIZE) - 1;

    /** Of a day, in UTC. */
    public static final long SECONDS_PER_DAY = 86_400;

    private RatingDates() {}

    public static boolean isValid(long ratedAt) {
        return ratedAt >= 0 && ratedAt <= LATEST;
    }

    /**
     * Refuses the date of a customer's rating of a movie where no rating can have it.
     *
     * @throws IllegalArgumentException where it is refused
     */
    public static void check(long customer, long movie, long ratedAt) {
        if (!isValid(ratedAt)) {
            throw new IllegalArgumentException("rating_date of customer " + customer + " and movie " + movie
                    + " must be from 1970-01-01 to " + Instant.ofEpochSecond(LATEST) + ", not " + ratedAt
                    + " epoch seconds");
        }
    }
}
