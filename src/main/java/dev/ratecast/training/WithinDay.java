package dev.ratecast.training;

import java.util.Locale;

/** How the ratings of one day are replayed. */
public enum WithinDay {
    /** A day's ratings are known once the day, UTC, is over. */
    HOLD_BACK,
    /** Each rating is known to the next one; equal times come in a seeded shuffle. */
    SEQUENTIAL;

    static final long SECONDS_PER_DAY = 86_400;

    /** The name that options and manifests show, such as {@code hold-back}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What fits these ratings: hold-back where they have dates only. */
    public static WithinDay fitting(RatingLog log) {
        return log.hasDatesOnly() ? HOLD_BACK : SEQUENTIAL;
    }
}
