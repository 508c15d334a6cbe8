package dev.ratecast.quality;

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

    /** From 0 to below 1, as good as random: the customer, movie and date through SplitMix64's finalizer. */
    static double place(Rated rating) {
        long hash = mix(rating.customer().value());
        hash = mix(hash ^ rating.movie().movie().value());
        hash = mix(hash ^ rating.ratedAt());
        return (hash >>> 11) / HASHES;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
