package dev.ratecast.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good recommendations would have been.
 *
 * @param limit how many movies are recommended, and how many places NDCG looks at
 * @param cautious how many standard deviations are taken off the mean before ranking; 0 ranks by the mean
 * @param likedFrom the least rating, in stars, that counts as liked: the upper quarter of the scale
 * @param catalogue how many movies could be recommended: those rated up to the cut
 * @param ndcgCustomers the customers with test ratings that differ
 * @param recallCustomers the customers whose recommendations were looked at: those with a liked movie of the catalogue
 *     among their test ratings, or a draw of them
 * @param rankers by name: {@code model}, {@code most_popular}, {@code movie_mean}
 */
public record RankingReport(
        int limit,
        double cautious,
        double likedFrom,
        int catalogue,
        int ndcgCustomers,
        int recallCustomers,
        Map<String, RankingScore> rankers) {
    public RankingReport {
        rankers = Collections.unmodifiableMap(new LinkedHashMap<>(rankers));
    }
}
