package dev.ratecast.model;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The errors of two models on the same ratings, kept by customer. Ratings of one customer are alike, so the interval of
 * the gain resamples customers, not ratings (the cluster bootstrap: Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapters 8 and 13).
 */
public final class PairedErrors {
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    private static final class Sums {
        private long rows;
        private double activeSquares;
        private double candidateSquares;

        private void add(Sums other) {
            rows += other.rows;
            activeSquares += other.activeSquares;
            candidateSquares += other.candidateSquares;
        }

        private double gain() {
            return Math.sqrt(activeSquares / rows) - Math.sqrt(candidateSquares / rows);
        }
    }

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
    private final Map<Long, Sums> byCustomer = new TreeMap<>();

    /** Adds one rating that both predicted. */
    public void add(long customer, double activeError, double candidateError) {
        Sums sums = byCustomer.computeIfAbsent(customer, key -> new Sums());
        sums.rows++;
        sums.activeSquares += activeError * activeError;
        sums.candidateSquares += candidateError * candidateError;
    }

    /** How many customers there are. */
    public int customers() {
        return byCustomer.size();
    }

    /**
     * The gain with its interval; there must be a customer.
     *
     * @param seed of the resampling
     */
    public Gain gain(long seed) {
        Sums[] customers = byCustomer.values().toArray(Sums[]::new);
        Sums all = new Sums();
        for (Sums customer : customers) {
            all.add(customer);
        }
        double[] gains = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RESAMPLES; i++) {
            Sums resample = new Sums();
            for (int n = 0; n < customers.length; n++) {
                resample.add(customers[random.nextInt(customers.length)]);
            }
            gains[i] = resample.gain();
        }
        Arrays.sort(gains);
        int cut = (int) Math.floor(TAIL * RESAMPLES);
        return new Gain(
                all.rows,
                customers.length,
                Math.sqrt(all.activeSquares / all.rows),
                Math.sqrt(all.candidateSquares / all.rows),
                all.gain(),
                gains[cut],
                gains[RESAMPLES - 1 - cut]);
    }
}
