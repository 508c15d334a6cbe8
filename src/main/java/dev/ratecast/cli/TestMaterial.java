package dev.ratecast.cli;

import dev.ratecast.evaluation.Protocol;
import dev.ratecast.model.DataRange;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Split;
import dev.ratecast.training.UnusableSplitException;
import java.time.Instant;
import java.util.List;

/**
 * The ratings of an evaluation, cut into what is learned from and what tests.
 *
 * @param dataset what reports call them
 * @param order rows of the log: those before the cut in time order, then those of the test in time order
 * @param learnEnd the place where validation begins; the cut where nothing is kept for it
 * @param cut the place where the test begins
 * @param end the place after the test
 * @param training how a model is trained on what comes before the test
 * @param byFiles whether learning and testing ratings come in two files, so that time does not tell them apart
 * @param warnings what a report of these ratings has to say; empty where there is nothing
 */
@SuppressWarnings("ArrayRecordComponent") // one order of millions of rows, never compared
record TestMaterial(
        String dataset,
        RatingLog log,
        RatingScale scale,
        int[] order,
        int learnEnd,
        int cut,
        int end,
        Split training,
        boolean byFiles,
        List<String> warnings) {
    /**
     * Ratings cut by time.
     *
     * @throws UnusableSplitException where a part is empty
     */
    static TestMaterial byTime(String dataset, TrainingSource.Ratings ratings, Split split, long seed) {
        int[] order = ratings.log().timeOrder(seed);
        Split.Parts parts = split.cut(ratings.log(), order);
        if (parts.testEnd() == parts.validateEnd()) {
            throw new UnusableSplitException(
                    "no rating comes after those to learn from and to validate on:" + " nothing to test on");
        }
        // The same parts of the shorter past.
        double learned = (double) parts.learnEnd() / parts.validateEnd();
        return new TestMaterial(
                dataset,
                ratings.log(),
                ratings.scale(),
                order,
                parts.learnEnd(),
                parts.validateEnd(),
                parts.testEnd(),
                new Split.ByFraction(learned, 1 - learned, split.refit()),
                false,
                ratings.warnings());
    }

    /** Ratings that come in two files. */
    static TestMaterial byFiles(String dataset, FileSplitOptions.Ratings ratings, boolean refit, long seed) {
        int learned = ratings.learned();
        int[] order = ratings.both().log().timeOrder(seed);
        return new TestMaterial(
                dataset,
                ratings.both().log(),
                ratings.both().scale(),
                order,
                learned,
                learned,
                order.length,
                new Split.ByFiles(learned, refit),
                true,
                ratings.both().warnings());
    }

    Protocol.Cuts cuts() {
        return new Protocol.Cuts(range(0, learnEnd), learnEnd < cut ? range(learnEnd, cut) : null, range(cut, end));
    }

    /** When the test begins, in epoch seconds. */
    long beginsAt() {
        return log.replayedAt(order[cut]);
    }

    /**
     * The date to recommend for, in epoch seconds: that of the test's first rating, or, where time does not tell the test
     * apart, that of the last rating to learn from.
     */
    long recommendedAt() {
        return byFiles ? log.replayedAt(order[cut - 1]) : beginsAt();
    }

    /** Everything before the test. */
    RatingLog past() {
        return new PastLog(log, order, cut);
    }

    /** Everything that was rated before a time, in epoch seconds; of ratings cut by time. */
    RatingLog before(long time) {
        int rows = cut;
        while (rows < end && log.replayedAt(order[rows]) < time) {
            rows++;
        }
        return new PastLog(log, order, rows);
    }

    private DataRange range(int from, int to) {
        return new DataRange(
                Instant.ofEpochSecond(log.replayedAt(order[from])),
                Instant.ofEpochSecond(log.replayedAt(order[to - 1])),
                (long) to - from);
    }
}
