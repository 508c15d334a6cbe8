package dev.ratecast.prediction;

import dev.ratecast.feature.BaseFeatures;
import dev.ratecast.rating.CustomerId;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a prediction rests on.
 *
 * @param neighbors the nearest neighbors, nearest first; of all of them the features count and average
 */
public record Explanation(BaseFeatures features, List<NearNeighbor> neighbors) {
    /**
     * A customer whose ratings are close to the asker's.
     *
     * @param rating the neighbor's rating of the movie, in stars
     * @param meanGap the mean absolute difference on the common movies, in stars
     * @param commonMovies how many other movies both rated
     */
    public record NearNeighbor(CustomerId customer, BigDecimal rating, double meanGap, int commonMovies) {}
}
