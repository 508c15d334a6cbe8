package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;
import dev.ratecast.model.CustomerBootstrap;
import java.util.Arrays;
import java.util.BitSet;

/** Adds up how good one way to rank is, customer by customer. */
final class RankerTally {
    private final Catalogue catalogue;
    private final int limit;
    private final BitSet recommended = new BitSet();
    private double[] ndcgs = new double[64];
    private int ndcgCount;
    private double[] recalls = new double[64];
    private int recallCount;
    private double popularity;
    private long recommendations;

    RankerTally(Catalogue catalogue, int limit) {
        this.catalogue = catalogue;
        this.limit = limit;
    }

    void addNdcg(double ndcg) {
        ndcgs = ndcgCount == ndcgs.length ? Arrays.copyOf(ndcgs, ndcgCount * 2) : ndcgs;
        ndcgs[ndcgCount++] = ndcg;
    }

    /**
     * Adds one customer's recommendations.
     *
     * @param scores by place in the catalogue; may be changed
     * @param rated the places that are not recommended
     * @param liked the places that should have been; at least one
     */
    void addRecommendations(double[] scores, BitSet rated, BitSet liked) {
        rated.stream().forEach(place -> scores[place] = Double.NEGATIVE_INFINITY);
        int hits = 0;
        for (int place : Places.best(scores, catalogue.movies(), limit)) {
            hits += liked.get(place) ? 1 : 0;
            recommended.set(place);
            popularity += catalogue.ratingCounts()[place];
            recommendations++;
        }
        recalls = recallCount == recalls.length ? Arrays.copyOf(recalls, recallCount * 2) : recalls;
        recalls[recallCount++] = (double) hits / liked.cardinality();
    }

    RankingScore score(int resamples, long seed) {
        double[] ofNdcg = Arrays.copyOf(ndcgs, ndcgCount);
        double[] ofRecall = Arrays.copyOf(recalls, recallCount);
        return new RankingScore(
                mean(ofNdcg),
                interval(ofNdcg, resamples, seed),
                mean(ofRecall),
                interval(ofRecall, resamples, seed),
                (double) recommended.cardinality() / catalogue.movies().length,
                popularity / recommendations);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static ConfidenceInterval interval(double[] values, int resamples, long seed) {
        if (values.length == 0) {
            return new ConfidenceInterval(Double.NaN, Double.NaN);
        }
        return new CustomerBootstrap(values, 1)
                .intervals(resamples, seed, sums -> new double[] {sums[0] / values.length})
                .get(0);
    }
}
