package dev.ratecast.factor;

/**
 * When factors are fitted anew: once the known ratings have grown by a share, or time has passed on their dates. Replay
 * and serving use the same rule.
 *
 * @param growth the share, such as 0.1
 * @param days days of rating_date
 * @param minRatings below this many known ratings there are no factors
 */
public record RefreshRule(double growth, int days, long minRatings) {
    public static final RefreshRule DEFAULT = new RefreshRule(0.1, 30, 300);

    private static final long SECONDS_PER_DAY = 86_400;

    public RefreshRule {
        if (!(growth > 0) || days < 1 || minRatings < 1) {
            throw new IllegalArgumentException(
                    "a refresh needs a positive growth, and at least one day and one rating: " + growth + ", " + days
                            + ", " + minRatings);
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
        return known >= fitted * (1 + growth) || latest - fittedLatest >= days * SECONDS_PER_DAY;
    }
}
