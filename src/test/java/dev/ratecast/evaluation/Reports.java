package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;
import dev.ratecast.model.DataRange;
import dev.ratecast.model.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports for tests of what is written. */
public final class Reports {
    private static final DataRange RANGE =
            new DataRange(Instant.parse("2003-01-01T00:00:00Z"), Instant.parse("2003-12-31T00:00:00Z"), 1234);

    private Reports() {}

    /** A report on ratings, of a dataset with an awkward name. */
    public static EvaluationReport of(ScoredRatings ratings) {
        return EvaluationReport.of(ratings, protocol(), null, null);
    }

    /** A report with ranking and retraining. */
    public static EvaluationReport whole(ScoredRatings ratings) {
        ConfidenceInterval interval = new ConfidenceInterval(0.1, 0.2);
        RankingScore score = new RankingScore(0.9, interval, 0.15, interval, 0.25, 77);
        RankingReport ranking = new RankingReport(10, 0.5, 4, 120, 30, 20, Map.of("model", score));
        RetrainedScore retrained = new RetrainedScore(30, 12, 0.94, 0.73, interval, 0.004, interval);
        return EvaluationReport.of(ratings, protocol(), ranking, retrained);
    }

    private static Protocol protocol() {
        return new Protocol(
                "ratings <of> \"A&B\"",
                "1..5",
                Mode.STREAMING,
                "hold-back",
                7,
                100,
                "20040101T000000Z-0123abcd",
                RANGE,
                new Protocol.Cuts(RANGE, null, RANGE),
                List.of("the figures are <too> good"));
    }
}
