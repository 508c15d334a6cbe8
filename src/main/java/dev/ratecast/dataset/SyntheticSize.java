package dev.ratecast.dataset;

/** How large a synthetic dataset is. */
public record SyntheticSize(int ratings, int customers, int movies) {
    /** The Netflix Prize's own size. */
    public static final SyntheticSize NETFLIX_PRIZE = new SyntheticSize(100_480_507, 480_189, 17_770);

    /** Above this share of all customer-movie pairs, popularity can no longer be skewed. */
    private static final double MAX_DENSITY = 0.25;

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

    /** So many ratings, with fewer customers and movies than the Netflix Prize in a way that keeps neighbors. */
    public static SyntheticSize ofRatings(int ratings) {
        double share = (double) ratings / NETFLIX_PRIZE.ratings;
        return new SyntheticSize(ratings, customersFor(share), moviesFor(share));
    }

    private static int customersFor(double share) {
        return (int) Math.max(8, Math.round(NETFLIX_PRIZE.customers * StrictMath.pow(share, 0.766)));
    }

    private static int moviesFor(double share) {
        return (int) Math.max(8, Math.round(NETFLIX_PRIZE.movies * StrictMath.pow(share, 0.5)));
    }
}
