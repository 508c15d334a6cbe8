package dev.ratecast.training;

import java.util.Locale;

/** By which time ratings are replayed and split. */
public enum ReplayOrder {
    /** When the customer rated. */
    RATING_DATE,
    /** When the rating was applied, so that what was known then is known now. */
    ARRIVAL;

    /** The name that options show, such as {@code rating-date}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
