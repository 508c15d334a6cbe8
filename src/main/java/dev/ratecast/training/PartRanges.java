package dev.ratecast.training;

import dev.ratecast.model.DataRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The spans of ratings that a run used, part by part: all of a part's, also those that are only known and those that were not
 * drawn as examples.
 */
final class PartRanges {
    private final RatingLog log;
    private final int[] timeOrder;
    private final Split.Parts parts;
    private final boolean refit;

    PartRanges(RatingLog log, int[] timeOrder, Split.Parts parts, boolean refit) {
        this.log = log;
        this.timeOrder = timeOrder;
        this.parts = parts;
        this.refit = refit;
    }

    DataRange data() {
        return range(0, parts.testEnd());
    }

    DataRange learn() {
        return range(0, parts.learnEnd());
    }

    DataRange validate() {
        return range(parts.learnEnd(), parts.validateEnd());
    }

    @Nullable
    DataRange test() {
        return parts.testEnd() > parts.validateEnd() ? range(parts.validateEnd(), parts.testEnd()) : null;
    }

    /** What the examples are of that the stored weights were fitted on. */
    DataRange fitted() {
        return range(0, refit ? parts.validateEnd() : parts.learnEnd());
    }

    private DataRange range(int from, int to) {
        LongSummaryStatistics times =
                Arrays.stream(timeOrder, from, to).mapToLong(log::ratedAt).summaryStatistics();
        return new DataRange(
                Instant.ofEpochSecond(times.getMin()), Instant.ofEpochSecond(times.getMax()), (long) to - from);
    }
}
