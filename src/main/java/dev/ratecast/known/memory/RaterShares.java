package dev.ratecast.known.memory;

import dev.ratecast.known.RaterMeans;
import java.util.Arrays;

/** By movie, the {@link RaterMeans} of its raters, kept up with every change of a rater's count and sum. */
final class RaterShares {
    private final CustomerRows byCustomer;
    private long[] sumShares = new long[16];
    private long[] weights = new long[16];

    RaterShares(CustomerRows byCustomer) {
        this.byCustomer = byCustomer;
    }

    /** Makes room for movies below {@code limit}. */
    void reserve(int limit) {
        if (limit > weights.length) {
            sumShares = Arrays.copyOf(sumShares, IdIndex.grown(limit));
            weights = Arrays.copyOf(weights, sumShares.length);
        }
    }

    /**
     * Adds the customer's share to each movie that the customer rates now; {@code sign} −1 takes it away.
     *
     * @param count all of the customer's ratings
     * @param sum in units
     */
    void add(int customer, int sign, long count, long sum) {
        long sumShare = sign * RaterMeans.sumShare(count, sum);
        long weight = sign * RaterMeans.weight(count);
        int[] movies = byCustomer.movies(customer);
        short[] steps = byCustomer.steps(customer);
        for (int i = 0, length = byCustomer.length(customer); i < length; i++) {
            if (steps[i] != Steps.WITHDRAWN) {
                sumShares[movies[i]] += sumShare;
                weights[movies[i]] += weight;
            }
        }
    }

    long sumShares(int movie) {
        return sumShares[movie];
    }

    long weights(int movie) {
        return weights[movie];
    }

    /** The raters' means of a movie with this many raters. */
    RaterMeans of(int movie, long raters) {
        return new RaterMeans(raters, sumShares[movie], weights[movie]);
    }
}
