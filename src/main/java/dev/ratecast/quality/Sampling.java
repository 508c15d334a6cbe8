package dev.ratecast.quality;

import dev.ratecast.hash.SplitMix64;
import dev.ratecast.rating.RatingEvent.Rated;

/** Which ratings are predicted: decided by the rating itself, so that every delivery and every replica decides alike. */
final class Sampling {
    private static final double HASHES = 0x1p53;

    private final double rate;

    /** @param rate the share that is taken, from 0 to 1 */
    Sampling(double rate) {
        this.rate = rate;
    }

    boolean takes(Rated rating) {
        return place(rating) < rate;
    }

    /** From 0 to below 1, as good as random: the customer, movie and date through {@link SplitMix64}. */
    static double place(Rated rating) {
        long hash = SplitMix64.after(rating.customer().value());
        hash = SplitMix64.after(hash ^ rating.movie().movie().value());
        hash = SplitMix64.after(hash ^ rating.ratedAt());
        return (hash >>> 11) / HASHES;
    }
}
