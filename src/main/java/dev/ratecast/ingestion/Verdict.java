package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingEvent;

/** What validation says of a record. */
public sealed interface Verdict {
    /** The record is an event. */
    record Valid(RatingEvent event) implements Verdict {}

    /**
     * The record is no event, and never will be.
     *
     * @param reason a short code, one of few: a metric is tagged with it
     * @param cause every fault found, for people
     */
    record Invalid(String reason, String cause) implements Verdict {}
}
