package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import java.util.List;

/** Known ratings that are filled from what is stored, and then kept up to date by events. One thread writes. */
public interface FollowedRatings extends KnownRatings, RatingsSink {
    /** All known ratings by era index. */
    List<Tally> allByEra();

    /** Every row, withdrawn ones included, summed up. Nobody may apply an event meanwhile. */
    RatingsChecksum checksum();

    /** How many ratings are known. */
    long size();
}
