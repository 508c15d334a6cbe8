package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.MovieId;

/**
 * How much to list beside the tallies, which every answer has.
 *
 * @param nearest how many of each neighborhood's nearest neighbors to list; 0 lists none
 * @param ratersOf whose raters to list
 */
public record Wanted(int nearest, MovieChoice ratersOf) {
    /** Tallies, neighborhoods and histories; no lists of neighbors or raters. */
    public static final Wanted NO_LISTS = new Wanted(0, (movie, ratings) -> false);

    public Wanted {
        if (nearest < 0) {
            throw new IllegalArgumentException("a negative number of neighbors: " + nearest);
        }
    }

    /** Chooses movies by what is known of them. */
    @FunctionalInterface
    public interface MovieChoice {
        boolean includes(MovieId movie, Tally ratings);
    }
}
