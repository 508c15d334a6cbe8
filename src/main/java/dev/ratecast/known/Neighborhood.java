package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import java.util.List;

/**
 * All neighbors of a customer on a movie.
 *
 * @param ratings count and sum of the neighbors' ratings of the movie
 * @param nearest the nearest ones, as many as were asked for: by mean gap, then more common movies, then customer id
 */
public record Neighborhood(Tally ratings, List<Neighbor> nearest) {
    public static final Neighborhood EMPTY = new Neighborhood(Tally.ZERO, List.of());
}
