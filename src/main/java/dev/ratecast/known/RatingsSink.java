package dev.ratecast.known;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEvent;
import java.util.List;

/** What stored ratings are copied into. */
public interface RatingsSink {
    /** Takes in what is known of a movie, rated or not. Only before anything is applied. */
    void name(MovieFacts movie);

    /** Applies events in order; the newest date wins, on a tie the event applied later. */
    void apply(List<RatingEvent> events);
}
