package dev.ratecast.cli;

import dev.ratecast.evaluation.RankingRun;
import dev.ratecast.model.Mode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what an evaluation does and what it reports. */
final class EvaluationOptions {
    /** How long a list of recommendations is. */
    private static final int RECOMMENDATIONS = 10;

    private static final int RANKING_CUSTOMERS = 500;

    @Option(
            names = "--retrain",
            paramLabel = "DAYS",
            converter = DaysConverter.class,
            description = "Also test with weights trained anew every so many days of rating date, such as 30d;"
                    + " reported apart.")
    private @Nullable Integer retrain;

    @Option(
            names = "--ranking",
            description = "Also evaluate rankings: NDCG@10, and recommendations out of the whole catalogue.")
    private boolean ranking;

    @Option(
            names = "--cautious",
            paramLabel = "K",
            defaultValue = "0",
            description = "Rank by the predicted rating minus K standard deviations. Default: ${DEFAULT-VALUE}.")
    private double cautious;

    @Option(
            names = "--ranking-customers",
            paramLabel = "N",
            description =
                    "With --ranking, look at the recommendations of so many customers, drawn by the seed; 0 for all."
                            + " Default: " + RANKING_CUSTOMERS + ".")
    private @Nullable Integer rankingCustomers;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How often customers are drawn anew for a 95 %% interval, at least 100 times."
                    + " Default: ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(
            names = "--without",
            paramLabel = "FEATURE",
            split = ",",
            description = "Train and test without these features, to see what they are worth.")
    private Set<String> without = Set.of();

    Set<String> without() {
        return without;
    }

    /** Whether weights are trained anew during the test. */
    boolean retrains() {
        return retrain != null;
    }

    /**
     * Days between two trainings, null where the weights stay.
     *
     * @throws IllegalArgumentException where the mode is static, or ratings are not replayed by their dates
     */
    @Nullable
    Integer retrainDays(Mode used, boolean byArrival) {
        if (retrain != null && byArrival) {
            throw new IllegalArgumentException("--retrain counts days of rating dates: no --order arrival beside it");
        }
        if (retrain != null && used == Mode.STATIC) {
            throw new IllegalArgumentException(
                    "--retrain needs --mode streaming: in a static test nothing new is known");
        }
        return retrain;
    }

    /**
     * How rankings are evaluated, null where they are not.
     *
     * @throws IllegalArgumentException where a number is out of range
     */
    RankingRun.@Nullable Settings ranking(long seed) {
        if (!(cautious >= 0 && cautious < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--cautious must be 0 or more, not " + cautious);
        }
        int customers = rankingCustomers == null ? RANKING_CUSTOMERS : rankingCustomers;
        if (customers < 0) {
            throw new IllegalArgumentException("--ranking-customers must be 0 or more, not " + customers);
        }
        RankingRun.Settings settings = new RankingRun.Settings(RECOMMENDATIONS, cautious, customers, resamples(), seed);
        if (!ranking && cautious != 0) {
            throw new IllegalArgumentException("--cautious needs --ranking");
        }
        if (!ranking && rankingCustomers != null) {
            throw new IllegalArgumentException("--ranking-customers needs --ranking");
        }
        return ranking ? settings : null;
    }

    /**
     * How often to resample.
     *
     * @throws IllegalArgumentException where that is too seldom for a quantile of 2.5 %
     */
    int resamples() {
        if (resamples < 100) {
            throw new IllegalArgumentException("--resamples must be at least 100, not " + resamples);
        }
        return resamples;
    }

    static final class DaysConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]\\d{0,4}d")) {
                throw new TypeConversionException("must be a number of days such as 30d, not " + text);
            }
            return Integer.valueOf(text.substring(0, text.length() - 1));
        }
    }
}
