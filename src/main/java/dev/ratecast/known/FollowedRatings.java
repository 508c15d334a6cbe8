package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEvent;
import java.util.List;

/** Known ratings that are filled from what is stored, and then kept up to date by events. One thread writes. */
public interface FollowedRatings extends KnownRatings {
    /** Takes in what is known of a movie, rated or not. Only before anything is applied. */
    void name(MovieFacts movie);

    /** Applies events in order; the newest date wins, on a tie the event applied later. */
    void apply(List<RatingEvent> events);

    /** All known ratings by era index. */
    List<Tally> allByEra();

    /** How many ratings are known. */
    long size();
}
