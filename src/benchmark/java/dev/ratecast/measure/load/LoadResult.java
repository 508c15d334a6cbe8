package dev.ratecast.measure.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run gave.
 *
 * @param perSecond the rate that was asked for
 * @param achieved replies a second
 * @param complete whether every request was sent; a server that falls seconds behind ends a run early
 * @param nanos latencies from the moments when the requests were due
 * @param errors replies that are no predictions
 * @param unanswered requests that got no reply in time
 * @param samples some replies by the number of their request
 */
record LoadResult(
        int perSecond,
        double achieved,
        boolean complete,
        Histogram nanos,
        int errors,
        int unanswered,
        Map<Integer, byte[]> samples) {

    /** Whether all were served in time. */
    boolean holds(double p99Millis) {
        return complete && errors == 0 && unanswered == 0 && millis(99) < p99Millis;
    }

    double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    String line() {
        return "rate=%,d/s achieved=%,.0f/s p50=%.2f p90=%.2f p99=%.2f p99.9=%.2f max=%.2f ms errors=%d unanswered=%d%s"
                .formatted(
                        perSecond,
                        achieved,
                        millis(50),
                        millis(90),
                        millis(99),
                        millis(99.9),
                        nanos.getMaxValue() / 1e6,
                        errors,
                        unanswered,
                        complete ? "" : " NOT KEPT UP");
    }
}
