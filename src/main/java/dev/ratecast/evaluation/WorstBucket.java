package dev.ratecast.evaluation;

import dev.ratecast.rating.RatingScale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bucket of activity, among those of 1,000 rows or more, where the model does worst against the baseline that it
 * corrects.
 *
 * @param by {@code customer_count} or {@code movie_count}
 * @param bucket its label
 * @param worseBy the model's RMSE minus the baseline's, in stars; negative where the model is better
 * @param withinLimit whether that is at most the {@link #limit} of the scale
 */
public record WorstBucket(String by, String bucket, long rows, double worseBy, boolean withinLimit) {
    private static final long LEAST_ROWS = 1_000;

    /** As many limits make up a scale's range. */
    private static final double LIMITS_IN_RANGE = 800;

    /** How much worse than its baseline a model may be in a bucket, in stars: 0.005 on 1 to 5. */
    public static double limit(RatingScale scale) {
        return scale.max().subtract(scale.min()).doubleValue() / LIMITS_IN_RANGE;
    }

    /** Null where no bucket is large enough. */
    static @Nullable WorstBucket of(
            Map<String, GroupScore> byCustomerCount,
            Map<String, GroupScore> byMovieCount,
            String baseline,
            RatingScale scale) {
        WorstBucket ofCustomers = of("customer_count", byCustomerCount, baseline, limit(scale));
        WorstBucket ofMovies = of("movie_count", byMovieCount, baseline, limit(scale));
        if (ofCustomers == null || ofMovies == null) {
            return ofCustomers == null ? ofMovies : ofCustomers;
        }
        return ofMovies.worseBy > ofCustomers.worseBy ? ofMovies : ofCustomers;
    }

    private static @Nullable WorstBucket of(String by, Map<String, GroupScore> buckets, String baseline, double limit) {
        WorstBucket worst = null;
        for (Map.Entry<String, GroupScore> bucket : buckets.entrySet()) {
            GroupScore score = bucket.getValue();
            double worseBy = score.rmse() - score.baseline(baseline).rmse();
            if (score.rows() >= LEAST_ROWS && (worst == null || worseBy > worst.worseBy)) {
                worst = new WorstBucket(by, bucket.getKey(), score.rows(), worseBy, worseBy <= limit);
            }
        }
        return worst;
    }
}
