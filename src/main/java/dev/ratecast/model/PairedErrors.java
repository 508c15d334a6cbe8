package dev.ratecast.model;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The errors of two models on the same ratings, kept by customer. */
public final class PairedErrors {
    private static final int RESAMPLES = 2_000;

    /** A customer's sums: ratings, the active model's squared errors, the candidate's. */
    private static final int COLUMNS = 3;

    /**
     * How much the candidate is ahead of the active model.
     *
     * @param activeRmse in stars, as is everything below
     * @param gain the active model's RMSE minus the candidate's
     * @param low the lower end of the gain's 95 % interval
     * @param high its upper end
     */
    public record Gain(
            long rows, int customers, double activeRmse, double candidateRmse, double gain, double low, double high) {}

    /** Sorted, so that the same errors in another order give the same interval. */
    private final Map<Long, double[]> byCustomer = new TreeMap<>();

    /** Adds one rating that both predicted. */
    public void add(long customer, double activeError, double candidateError) {
        double[] sums = byCustomer.computeIfAbsent(customer, key -> new double[COLUMNS]);
        sums[0]++;
        sums[1] += activeError * activeError;
        sums[2] += candidateError * candidateError;
    }

    /** How many customers there are. */
    public int customers() {
        return byCustomer.size();
    }

    /**
     * The gain with its interval, which resamples customers ({@link CustomerBootstrap}); there must be a customer.
     *
     * @param seed of the resampling
     */
    public Gain gain(long seed) {
        double[] sums =
                byCustomer.values().stream().flatMapToDouble(Arrays::stream).toArray();
        double[] all = new double[COLUMNS];
        for (int at = 0; at < sums.length; at++) {
            all[at % COLUMNS] += sums[at];
        }
        ConfidenceInterval interval = new CustomerBootstrap(sums, COLUMNS)
                .intervals(RESAMPLES, seed, drawn -> new double[] {gain(drawn)})
                .get(0);
        return new Gain(
                (long) all[0],
                customers(),
                Math.sqrt(all[1] / all[0]),
                Math.sqrt(all[2] / all[0]),
                gain(all),
                interval.low(),
                interval.high());
    }

    private static double gain(double[] sums) {
        return Math.sqrt(sums[1] / sums[0]) - Math.sqrt(sums[2] / sums[0]);
    }
}
