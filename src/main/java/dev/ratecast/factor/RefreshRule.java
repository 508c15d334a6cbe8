package dev.ratecast.factor;

import dev.ratecast.rating.RatingDates;

/**
 * When factors are fitted anew, and on how much: once the known ratings have grown by a share, or time has passed on their
 * dates. Replay and serving use the same rule.
 *
 * @param growth the share, such as 0.1
 * @param days days of rating_date
 * @param minRatings below this many known ratings there are no factors
 * @param maxRatings above this many they are fitted on a {@link FactorSample} of so many
 */
public record RefreshRule(double growth, int days, long minRatings, int maxRatings) {
    public RefreshRule {
        if (!(growth > 0) || days < 1 || minRatings < 1 || maxRatings < minRatings) {
            throw new IllegalArgumentException(
                    "a refresh needs a positive growth, at least one day and one rating, and no"
                            + " less at most than at least: " + growth + ", " + days + ", " + minRatings + ", "
                            + maxRatings);
        }
    }

    /**
     * Whether factors are due.
     *
     * @param fitted how many ratings the present ones were fitted on; 0 where there are none
     * @param fittedLatest the latest rating date among those, in epoch seconds
     * @param known how many ratings are known now
     * @param latest the latest rating date among them, in epoch seconds
     */
    public boolean due(long fitted, long fittedLatest, long known, long latest) {
        if (known < minRatings) {
            return false;
        }
        return known >= fitted * (1 + growth) || latest - fittedLatest >= days * RatingDates.SECONDS_PER_DAY;
    }

    /**
     * The same where there is a clock: a date counts as no later than it was looked at, so that a rating dated far ahead
     * does not keep factors from falling due.
     *
     * @param fittedAt when the present ones were fitted, in epoch seconds
     * @param now in epoch seconds
     */
    public boolean due(long fitted, long fittedLatest, long fittedAt, long known, long latest, long now) {
        return due(fitted, Math.min(fittedLatest, fittedAt), known, Math.min(latest, now));
    }
}
