package dev.ratecast.known;

import dev.ratecast.rating.CustomerId;

/**
 * A customer who rated the movie in question and whose other ratings are close to the asker's.
 *
 * @param units the neighbor's rating of the movie
 * @param commonMovies how many other movies both rated, at least 1
 * @param gapSum the sum of the absolute differences on the common movies, in units
 */
public record Neighbor(CustomerId customer, int units, int commonMovies, long gapSum) {}
