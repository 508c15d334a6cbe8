package dev.ratecast.rating;

/** What an event did. */
public enum RatingEffect {
    /** A rating where none counted before. */
    ADDED,
    /** A rating in place of another. */
    REPLACED,
    /** A rating taken back; its date stays, so that an older rating arriving late does not bring it back. */
    WITHDRAWN,
    /** Exactly what is stored already. */
    DUPLICATE,
    /** Older than what is stored: it changes nothing. */
    SUPERSEDED,
    /** Everything about a customer forgotten. */
    ERASED
}
