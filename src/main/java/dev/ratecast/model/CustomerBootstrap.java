package dev.ratecast.model;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * How much figures would differ with other customers: as many customers as there are, are drawn with replacement, each
 * with all of their ratings, because a customer's errors go together (the cluster bootstrap: Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapters 8 and 13). Works on one row of sums per customer, so that a resample
 * costs as much as there are customers, not ratings.
 */
public final class CustomerBootstrap {
    private final double[] sums;
    private final int columns;
    private final int customers;

    /** What is computed of a draw: each figure from the sums over all customers drawn. */
    @FunctionalInterface
    public interface Figures {
        /** The figures, always as many. */
        double[] of(double[] sums);
    }

    /**
     * A bootstrap of these customers.
     *
     * @param sums (customers × columns), row by row; one customer or more
     * @param columns how many sums a customer has
     */
    public CustomerBootstrap(double[] sums, int columns) {
        if (sums.length == 0) {
            throw new IllegalArgumentException("there is no rating to resample");
        }
        this.sums = sums.clone();
        this.columns = columns;
        this.customers = sums.length / columns;
    }

    /** The interval of each figure over so many draws; the same seed gives the same draws. */
    public List<ConfidenceInterval> intervals(int resamples, long seed, Figures figures) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] byResample = new double[resamples][];
        double[] drawn = new double[columns];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(drawn, 0);
            for (int draw = 0; draw < customers; draw++) {
                int at = random.nextInt(customers) * columns;
                for (int column = 0; column < columns; column++) {
                    drawn[column] += sums[at + column];
                }
            }
            byResample[resample] = figures.of(drawn);
        }
        return Stream.iterate(0, figure -> figure < byResample[0].length, figure -> figure + 1)
                .map(figure -> ConfidenceInterval.of(
                        Arrays.stream(byResample).mapToDouble(of -> of[figure]).toArray()))
                .toList();
    }
}
