package dev.ratecast.dataset;

import org.jspecify.annotations.Nullable;

/** How large a synthetic dataset is. */
public record SyntheticSize(int ratings, int customers, int movies) {
    /** The Netflix Prize's own size. */
    public static final SyntheticSize NETFLIX_PRIZE = new SyntheticSize(100_480_507, 480_189, 17_770);

    /** Above this share of all customer-movie pairs, popularity can no longer be skewed. */
    private static final double MAX_DENSITY = 0.25;

    /** Fewer would be more than a quarter of all pairs of as many customers and movies. */
    private static final int FEWEST_RATINGS = 4;

    public SyntheticSize {
        if (ratings < 1 || customers < 1 || movies < 1) {
            throw new IllegalArgumentException("at least one rating, customer and movie are needed");
        }
        if (ratings < customers || ratings < movies) {
            throw new IllegalArgumentException("every customer and movie has a rating: " + ratings
                    + " ratings are too few for " + customers + " customers and " + movies + " movies");
        }
        if (ratings > MAX_DENSITY * customers * movies) {
            throw new IllegalArgumentException(ratings + " ratings are more than a quarter of all pairs of " + customers
                    + " customers and " + movies + " movies");
        }
    }

    /**
     * So many ratings, with fewer customers and movies than the Netflix Prize in a way that keeps neighbors; with more than
     * that where they would not hold a dataset this small.
     *
     * @param customers null for as many as fit
     * @param movies null for as many as fit
     */
    public static SyntheticSize ofRatings(int ratings, @Nullable Integer customers, @Nullable Integer movies) {
        if (ratings < FEWEST_RATINGS) {
            throw new IllegalArgumentException("at least " + FEWEST_RATINGS + " ratings are needed, not " + ratings);
        }
        double share = (double) ratings / NETFLIX_PRIZE.ratings;
        double leastPairs = ratings / MAX_DENSITY;
        int wantedMovies = movies == null ? moviesFor(share) : movies;
        int fittingCustomers = customers == null
                ? fitting(customersFor(share), wantedMovies, leastPairs, movies == null, ratings)
                : customers;
        return new SyntheticSize(
                ratings,
                fittingCustomers,
                movies == null ? fitting(wantedMovies, fittingCustomers, leastPairs, false, ratings) : movies);
    }

    /**
     * A number that makes enough pairs with another one.
     *
     * @param both whether the other number will grow as well
     */
    private static int fitting(int wanted, int other, double leastPairs, boolean both, int most) {
        double lacking = leastPairs / ((double) wanted * other);
        double factor = both ? Math.sqrt(lacking) : lacking;
        return (int) Math.min(most, factor <= 1 ? wanted : Math.ceil(wanted * factor));
    }

    private static int customersFor(double share) {
        return (int) Math.max(8, Math.round(NETFLIX_PRIZE.customers * StrictMath.pow(share, 0.766)));
    }

    private static int moviesFor(double share) {
        return (int) Math.max(8, Math.round(NETFLIX_PRIZE.movies * StrictMath.pow(share, 0.5)));
    }
}
