package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.RatingEvent;
import java.util.List;

/** Known ratings that were filled from what is stored, and are kept up to date by events. One thread writes. */
public interface FollowedRatings extends KnownRatings {
    /** Applies events in order; the newest date wins, on a tie the event applied later. */
    void apply(List<RatingEvent> events);

    /** All known ratings by era index. Nobody may apply an event meanwhile. */
    List<Tally> allByEra();

    /** Every row, withdrawn ones included, summed up. Nobody may apply an event meanwhile. */
    RatingsChecksum checksum();

    /** How much is known. Nobody may apply an event meanwhile. */
    KnownSize size();
}
