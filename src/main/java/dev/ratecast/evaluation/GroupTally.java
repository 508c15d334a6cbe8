package dev.ratecast.evaluation;

import dev.ratecast.model.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Adds up the errors of a group of test ratings. */
final class GroupTally {
    private final ScoredRatings ratings;
    private final double[] baselineSquares;
    private final double[] baselineAbsolutes;
    private long rows;
    private double errors;
    private double squares;
    private double absolutes;
    private long covered;
    private double widths;

    private GroupTally(ScoredRatings ratings) {
        this.ratings = ratings;
        this.baselineSquares = new double[ratings.baselines().size()];
        this.baselineAbsolutes = new double[ratings.baselines().size()];
    }

    /** The score of the rows that a condition holds for. */
    static GroupScore where(ScoredRatings ratings, IntPredicate condition) {
        GroupTally tally = new GroupTally(ratings);
        for (int row = 0; row < ratings.size(); row++) {
            if (condition.test(row)) {
                tally.add(row);
            }
        }
        return tally.score();
    }

    /** The scores of groups, in the order of their keys; a group without rows is not there. */
    static <K extends Comparable<K>> Map<K, GroupScore> by(ScoredRatings ratings, IntFunction<K> keyOfRow) {
        Map<K, GroupTally> tallies = new TreeMap<>();
        for (int row = 0; row < ratings.size(); row++) {
            tallies.computeIfAbsent(keyOfRow.apply(row), key -> new GroupTally(ratings))
                    .add(row);
        }
        Map<K, GroupScore> scores = new LinkedHashMap<>();
        tallies.forEach((key, tally) -> scores.put(key, tally.score()));
        return scores;
    }

    private void add(int row) {
        double rating = ratings.rating(row);
        double error = ratings.predicted(row) - rating;
        rows++;
        errors += error;
        squares += error * error;
        absolutes += Math.abs(error);
        covered += ratings.low(row) <= rating && rating <= ratings.high(row) ? 1 : 0;
        widths += ratings.high(row) - ratings.low(row);
        for (int b = 0; b < baselineSquares.length; b++) {
            double ofBaseline = ratings.baseline(row, b) - rating;
            baselineSquares[b] += ofBaseline * ofBaseline;
            baselineAbsolutes[b] += Math.abs(ofBaseline);
        }
    }

    private GroupScore score() {
        double n = (double) rows;
        Map<String, Score> baselines = new LinkedHashMap<>();
        for (int b = 0; b < baselineSquares.length; b++) {
            baselines.put(
                    ratings.baselines().get(b),
                    new Score(rows, Math.sqrt(baselineSquares[b] / n), baselineAbsolutes[b] / n));
        }
        return new GroupScore(
                rows, Math.sqrt(squares / n), absolutes / n, errors / n, covered / n, widths / n, baselines);
    }
}
