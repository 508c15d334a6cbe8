package dev.ratecast.evaluation;

import dev.ratecast.model.Estimate;

/**
 * A test rating with what was predicted before it was known.
 *
 * @param ratedAt the rating date, in epoch seconds
 * @param rating in stars
 * @param baselines what each baseline predicted, in stars, in the order of {@link ScoredRatings#baselines}
 * @param customerCount how many of the customer's ratings were known when it was predicted, that of the movie left out
 * @param movieCount how many ratings of the movie were known then, the customer's left out
 * @param era the index of the movie's era
 * @param customerKnown whether the customer had rated up to the cut
 * @param movieKnown whether the movie had been rated up to the cut
 */
@SuppressWarnings("ArrayRecordComponent") // one per test rating, copied into columns, never compared
public record ScoredRating(
        long customer,
        long movie,
        long ratedAt,
        double rating,
        Estimate estimate,
        double[] baselines,
        int customerCount,
        int movieCount,
        int era,
        boolean customerKnown,
        boolean movieKnown) {}
