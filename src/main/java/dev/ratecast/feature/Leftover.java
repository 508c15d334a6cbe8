package dev.ratecast.feature;

/**
 * What a customer's ratings say about one more rating beyond mean and movie effect, on the scale mapped to 0..1, part by
 * part of {@link CustomerKernel}.
 *
 * @param variance how uncertain the sum is, as a share of one rating's own noise
 * @param noise the variance of that noise, as the customer's ratings show it
 */
record Leftover(
        double constant,
        double sameDay,
        double recent,
        double factors,
        double audience,
        double year,
        double effect,
        double popularity,
        double variance,
        double noise) {
    /** All parts together. */
    double total() {
        return constant + sameDay + recent + factors + audience + year + effect + popularity;
    }
}
