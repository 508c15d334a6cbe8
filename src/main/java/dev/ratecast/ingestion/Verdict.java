package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingEvent;
import org.jspecify.annotations.Nullable;

/** What validation says of a record. */
public sealed interface Verdict {
    /**
     * The record is an event.
     *
     * @param replayOf the dead letter that it replays, null where it is no replay
     */
    record Valid(RatingEvent event, @Nullable DeadLetterId replayOf) implements Verdict {
        /** An event that replays nothing. */
        public Valid(RatingEvent event) {
            this(event, null);
        }
    }

    /**
     * The record is no event, and never will be.
     *
     * @param reason a short code, one of few: a metric is tagged with it
     * @param cause every fault found, for people
     */
    record Invalid(String reason, String cause) implements Verdict {
        /** The replay header names no dead letter. */
        public static final String INVALID_REPLAY = "invalid-replay";
        /** The version header names a version that nobody knows. */
        public static final String UNKNOWN_VERSION = "unknown-version";
        /** The value is a valid event, and there is no key. */
        public static final String MISSING_KEY = "missing-key";
        /** The value is a valid event, and the key is not its customer. */
        public static final String KEY_MISMATCH = "key-mismatch";
        /** The event is valid, and the store cannot hold it. */
        public static final String REFUSED_BY_DATABASE = "refused-by-database";
    }
}
