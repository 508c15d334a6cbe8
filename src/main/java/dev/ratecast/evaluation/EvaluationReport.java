package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an evaluation says; docs/evaluation.md defines each figure. All maps keep their order.
 *
 * @param all the errors on all test ratings
 * @param baseline the name of the baseline that the model corrects
 * @param gain that baseline's RMSE minus the model's
 * @param seen the test ratings whose customer and movie both were rated up to the cut
 * @param unseen the others
 * @param unknownCustomers the test ratings whose customer had no known rating when they were predicted
 * @param byCustomerAndMovieCount by the customer's bucket, then by the movie's
 * @param byMonth by month of rating date, such as {@code 2004-01}
 * @param worstBucket null where no bucket has rows enough
 * @param ranking null where it was not asked for
 * @param retrained null where it was not asked for
 */
public record EvaluationReport(
        Protocol protocol,
        GroupScore all,
        ConfidenceInterval rmseCi95,
        String baseline,
        double gain,
        ConfidenceInterval gainCi95,
        Map<String, BaselineScore> baselines,
        PartScore seen,
        PartScore unseen,
        PartScore unknownCustomers,
        IntervalScore interval,
        Likelihood logLikelihood,
        Calibration calibration,
        Map<String, GroupScore> byCustomerCount,
        Map<String, GroupScore> byMovieCount,
        Map<String, Map<String, GroupScore>> byCustomerAndMovieCount,
        Map<String, GroupScore> byEra,
        Map<String, GroupScore> byMonth,
        List<CurvePoint> learningCurve,
        @Nullable WorstBucket worstBucket,
        @Nullable RankingReport ranking,
        @Nullable RetrainedScore retrained) {

    /**
     * Computes the figures.
     *
     * @param ratings at least one
     */
    public static EvaluationReport of(
            ScoredRatings ratings,
            Protocol protocol,
            @Nullable RankingReport ranking,
            @Nullable RetrainedScore retrained) {
        GroupScore all = GroupTally.where(ratings, row -> true);
        ErrorIntervals intervals = ErrorIntervals.of(ratings, row -> true, protocol.resamples(), protocol.seed());
        String baseline = ratings.baselines().get(ratings.corrected());
        Map<String, BaselineScore> baselines = new LinkedHashMap<>();
        for (int b = 0; b < ratings.baselines().size(); b++) {
            String name = ratings.baselines().get(b);
            baselines.put(
                    name,
                    new BaselineScore(
                            all.baseline(name).rmse(),
                            all.baseline(name).mae(),
                            intervals.baselineRmse().get(b),
                            all.baseline(name).rmse() - all.rmse(),
                            intervals.gain().get(b)));
        }
        Map<String, GroupScore> byCustomerCount =
                labelled(GroupTally.by(ratings, row -> Activity.of(ratings.customerCount(row))));
        Map<String, GroupScore> byMovieCount =
                labelled(GroupTally.by(ratings, row -> Activity.of(ratings.movieCount(row))));
        return new EvaluationReport(
                protocol,
                all,
                intervals.rmse(),
                baseline,
                all.baseline(baseline).rmse() - all.rmse(),
                intervals.gain().get(ratings.corrected()),
                baselines,
                part(ratings, protocol, ratings::seen),
                part(ratings, protocol, row -> !ratings.seen(row)),
                part(ratings, protocol, row -> ratings.customerCount(row) == 0),
                new IntervalScore(ratings.level(), all.coverage(), all.width()),
                Likelihood.of(ratings),
                Calibration.of(ratings),
                byCustomerCount,
                byMovieCount,
                byBothCounts(ratings),
                GroupTally.by(ratings, ratings::era),
                GroupTally.by(ratings, row -> month(ratings.ratedAt(row))),
                LearningCurve.of(ratings),
                WorstBucket.of(byCustomerCount, byMovieCount, baseline, ratings.scale()),
                ranking,
                retrained);
    }

    private static PartScore part(ScoredRatings ratings, Protocol protocol, IntPredicate condition) {
        GroupScore score = GroupTally.where(ratings, condition);
        String baseline = ratings.baselines().get(ratings.corrected());
        double gain = score.baseline(baseline).rmse() - score.rmse();
        if (score.rows() == 0) {
            return new PartScore(score, null, gain, null);
        }
        ErrorIntervals intervals = ErrorIntervals.of(ratings, condition, protocol.resamples(), protocol.seed());
        return new PartScore(score, intervals.rmse(), gain, intervals.gain().get(ratings.corrected()));
    }

    private static Map<String, Map<String, GroupScore>> byBothCounts(ScoredRatings ratings) {
        Map<String, Map<String, GroupScore>> byBoth = new LinkedHashMap<>();
        Map<Buckets, GroupScore> cells = GroupTally.by(
                ratings,
                row -> new Buckets(Activity.of(ratings.customerCount(row)), Activity.of(ratings.movieCount(row))));
        cells.forEach((cell, score) -> byBoth.computeIfAbsent(cell.customer().label(), label -> new LinkedHashMap<>())
                .put(cell.movie().label(), score));
        return byBoth;
    }

    private static Map<String, GroupScore> labelled(Map<Activity, GroupScore> byBucket) {
        Map<String, GroupScore> labelled = new LinkedHashMap<>();
        byBucket.forEach((bucket, score) -> labelled.put(bucket.label(), score));
        return labelled;
    }

    private static String month(long epochSeconds) {
        return YearMonth.from(Instant.ofEpochSecond(epochSeconds).atZone(ZoneOffset.UTC))
                .toString();
    }

    /** The customer's bucket, then the movie's. */
    private record Buckets(Activity customer, Activity movie) implements Comparable<Buckets> {
        @Override
        public int compareTo(Buckets other) {
            int byCustomer = customer.compareTo(other.customer);
            return byCustomer != 0 ? byCustomer : movie.compareTo(other.movie);
        }
    }
}
