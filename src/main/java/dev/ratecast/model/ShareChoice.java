package dev.ratecast.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses among shares of a correction by the errors that each would have made on validation. */
public final class ShareChoice {
    private ShareChoice() {}

    /**
     * A share that was tried.
     *
     * @param squares the squared error on each rating
     */
    @SuppressWarnings("ArrayRecordComponent") // some twenty a fit, never compared
    public record Tried(double share, double[] squares) {
        /** The root of the mean square. */
        public double rmse() {
            return Math.sqrt(Arrays.stream(squares).average().orElseThrow());
        }
    }

    /** The share with the smallest error; of equal ones the largest. */
    public static Tried best(List<Tried> ascending) {
        Tried best = ascending.get(0);
        for (Tried tried : ascending) {
            if (tried.rmse() <= best.rmse()) {
                best = tried;
            }
        }
        return best;
    }

    /**
     * The smallest share whose error is at most a standard error above that of the best (the one standard error rule:
     * Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984). The standard error is that of
     * the difference between the two on the same ratings, and counts customers, whose errors go together, not ratings. With
     * fewer than two customers there is no telling it, and the smallest share of all is taken.
     *
     * @param customers of each rating
     */
    public static Tried cautious(List<Tried> ascending, long[] customers) {
        if (Arrays.stream(customers).distinct().count() < 2) {
            return ascending.get(0);
        }
        Tried best = best(ascending);
        return ascending.stream()
                .filter(tried -> withinAStandardError(tried, best, customers))
                .findFirst()
                .orElse(best);
    }

    private static boolean withinAStandardError(Tried tried, Tried best, long[] customers) {
        int rows = customers.length;
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            mean += (tried.squares()[row] - best.squares()[row]) / rows;
        }
        Map<Long, Double> byCustomer = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            byCustomer.merge(customers[row], tried.squares()[row] - best.squares()[row] - mean, Double::sum);
        }
        // In order, so that the sum is the same to the last bit however the map is laid out.
        double variance = byCustomer.values().stream()
                .mapToDouble(sum -> sum * sum)
                .sorted()
                .sum();
        return mean <= Math.sqrt(variance) / rows;
    }
}
