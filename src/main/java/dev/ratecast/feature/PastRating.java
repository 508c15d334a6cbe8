package dev.ratecast.feature;

/**
 * One of a customer's ratings, as later ones are compared with it.
 *
 * @param day of its rating date, in days since the epoch, UTC
 * @param residual the rating less mean and movie effect, on the scale mapped to 0..1
 */
record PastRating(MovieView movie, long day, double residual) {}
