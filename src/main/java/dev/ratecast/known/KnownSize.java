package dev.ratecast.known;

/**
 * How much is known.
 *
 * @param ratings withdrawn ones left out
 * @param customers who have rated something, be it withdrawn since
 * @param movies that events have named, rated or not
 */
public record KnownSize(long ratings, long customers, long movies) {
    public KnownSize {
        if (ratings < 0 || customers < 0 || movies < 0) {
            throw new IllegalArgumentException(
                    "a size below 0: " + ratings + " ratings, " + customers + " customers, " + movies + " movies");
        }
    }
}
