package dev.ratecast.factor;

/**
 * How {@link AudienceFit} places movies by who rates them. Damping is in counts of ratings.
 *
 * @param rank how many coordinates a movie has
 * @param sweeps how often all customers and then all movies are gone through
 * @param customerDamping the imaginary ratings that make customers of few ratings say less
 * @param movieDamping the imaginary ratings that draw a movie of few ratings towards zero
 */
public record AudienceSettings(int rank, int sweeps, double customerDamping, double movieDamping) {
    public static final AudienceSettings DEFAULT = new AudienceSettings(8, 10, 50, 10);

    public AudienceSettings {
        if (rank < 1 || sweeps < 1) {
            throw new IllegalArgumentException("audiences need a rank and sweeps of at least 1");
        }
        if (!(customerDamping >= 0) || !(movieDamping >= 0)) {
            throw new IllegalArgumentException("the damping of audiences is not negative");
        }
    }
}
