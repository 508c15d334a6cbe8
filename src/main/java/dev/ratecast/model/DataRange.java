package dev.ratecast.model;

import java.time.Instant;

/**
 * A span of ratings by rating date.
 *
 * @param first the earliest date
 * @param last the latest date, inclusive
 * @param rows how many ratings
 */
public record DataRange(Instant first, Instant last, long rows) {
    public DataRange {
        if (last.isBefore(first) || rows < 1) {
            throw new IllegalArgumentException(
                    "a range of ratings from " + first + " to " + last + ", " + rows + " rows");
        }
    }
}
