package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.rating.RatingDates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A model that is trained anew every so many days of rating date. A rating is predicted by the model of its own period,
 * which was trained on ratings from before that period only.
 */
public final class RetrainedEstimator implements Estimator {
    private final long firstPeriod;
    private final long periodSeconds;
    private final LongFunction<Estimator> training;
    private Estimator current;
    private long period;
    private int trainings;

    /**
     * Periods begin at a midnight, UTC.
     *
     * @param first the model of the first period
     * @param cut when the test begins, in epoch seconds; the first period begins with its day
     * @param training trains on what was rated before a time, in epoch seconds
     */
    public RetrainedEstimator(Estimator first, long cut, int everyDays, LongFunction<Estimator> training) {
        if (everyDays < 1) {
            throw new IllegalArgumentException("at least one day between two trainings, not " + everyDays);
        }
        this.current = first;
        this.firstPeriod = Math.floorDiv(cut, RatingDates.SECONDS_PER_DAY) * RatingDates.SECONDS_PER_DAY;
        this.periodSeconds = everyDays * RatingDates.SECONDS_PER_DAY;
        this.training = training;
    }

    /** Estimates of questions in time order. */
    @Override
    public List<Estimate> estimate(List<FeatureVector> features, List<Long> ratedAt) {
        List<Estimate> estimates = new ArrayList<>(features.size());
        int from = 0;
        while (from < features.size()) {
            long wanted = periodOf(ratedAt.get(from));
            int to = from + 1;
            while (to < features.size() && periodOf(ratedAt.get(to)) == wanted) {
                to++;
            }
            moveTo(wanted);
            estimates.addAll(current.estimate(features.subList(from, to), ratedAt.subList(from, to)));
            from = to;
        }
        return estimates;
    }

    /** How many models were trained after the first. */
    public int trainings() {
        return trainings;
    }

    private void moveTo(long wanted) {
        if (wanted < period) {
            throw new IllegalArgumentException("questions come in time order; period " + period + " is over");
        }
        if (wanted > period) {
            period = wanted;
            current = training.apply(firstPeriod + wanted * periodSeconds);
            trainings++;
        }
    }

    private long periodOf(long time) {
        return Math.floorDiv(time - firstPeriod, periodSeconds);
    }
}
