package dev.ratecast.evaluation;

import dev.ratecast.model.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good the predictions of some test ratings are; without rows every figure is NaN.
 *
 * @param rmse root of the mean squared error, in stars
 * @param mae mean absolute error, in stars
 * @param bias mean of predicted minus rating, in stars
 * @param coverage the share of ratings inside their interval
 * @param width the mean width of the intervals, in stars
 * @param baselines the errors of the baselines on the same ratings, by name
 */
public record GroupScore(
        long rows, double rmse, double mae, double bias, double coverage, double width, Map<String, Score> baselines) {
    public GroupScore {
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
    }

    /** The errors of one baseline. */
    public Score baseline(String name) {
        Score found = baselines.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no baseline is called " + name);
        }
        return found;
    }
}
