package dev.ratecast.training;

import dev.ratecast.rating.RatingDates;
import java.util.Locale;

/** How the ratings of one day are replayed. */
public enum WithinDay {
    /** A day's ratings are known once the day, UTC, is over. */
    HOLD_BACK,
    /** Each rating is known to the next one; equal times come in a seeded shuffle. */
    SEQUENTIAL;

    /** The name that options and manifests show, such as {@code hold-back}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What fits these ratings: hold-back where they have dates only. */
    public static WithinDay fitting(RatingLog log) {
        return log.hasDatesOnly() ? HOLD_BACK : SEQUENTIAL;
    }

    /** The place after the last row of the day, UTC, that the row at {@code from} is of; at most {@code end}. */
    public static int endOfDay(RatingLog log, int[] timeOrder, int from, int end) {
        long day = Math.floorDiv(log.replayedAt(timeOrder[from]), RatingDates.SECONDS_PER_DAY);
        int to = from + 1;
        while (to < end && Math.floorDiv(log.replayedAt(timeOrder[to]), RatingDates.SECONDS_PER_DAY) == day) {
            to++;
        }
        return to;
    }
}
