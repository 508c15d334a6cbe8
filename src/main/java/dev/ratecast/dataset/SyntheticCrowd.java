package dev.ratecast.dataset;

/**
 * Who rates what: how many ratings every movie has, and how likely every customer is to give one; both as skewed as in the
 * Netflix Prize, where half of all movies have fewer than 560 ratings and one has 232,944, half of all customers gave
 * fewer than 96 and one gave 17,653.
 *
 * <p>Customers count from 0, movies from 0, in an order that says nothing about activity or popularity.
 */
final class SyntheticCrowd {
    /** Ratings of a movie in the Netflix Prize by standard normal quantile. */
    private static final double[][] MOVIE_QUANTILES = {
        {-4, 3},
        {-2.33, 55},
        {-1.28, 110},
        {-0.674, 192},
        {0, 561},
        {0.674, 2_668},
        {1.28, 12_500},
        {1.645, 28_500},
        {2.33, 96_000},
        {3.0, 165_000},
        {4, 236_000}
    };
    /** The share of all customers who rated the most popular movie. */
    private static final double MOST_POPULAR = 0.485;
    /** The share of all movies that the heaviest customer rated. */
    private static final double HEAVIEST = 0.99;
    /** Of the logarithm of a customer's ratings, whose median and mean are 96 and 209. */
    private static final double ACTIVITY_SIGMA = 1.25;

    private final int[] ratingsOfMovie;
    private final WeightedDraw customers;
    private final int[][] guaranteed;

    SyntheticCrowd(SyntheticSize size, long seed) {
        SeededDraws draws = new SeededDraws(seed, 1);
        ratingsOfMovie = ratingsOfMovies(size, draws.permutation(size.movies()));
        customers = new WeightedDraw(weights(size, draws.permutation(size.customers())));
        guaranteed = guaranteed(size, draws);
    }

    int ratingsOfMovie(int movie) {
        return ratingsOfMovie[movie];
    }

    /** The customers who rate this movie for certain, so that everyone rates something. */
    int[] guaranteed(int movie) {
        return guaranteed[movie];
    }

    int drawCustomer(SeededDraws draws) {
        return customers.draw(draws);
    }

    private static int[] ratingsOfMovies(SyntheticSize size, int[] movieOfRank) {
        double[] counts = new double[size.movies()];
        for (int rank = 0; rank < counts.length; rank++) {
            counts[rank] = interpolated(NormalQuantile.of((rank + 0.5) / counts.length));
        }
        double cap = MOST_POPULAR * size.customers();
        double factor = factorFor(counts, cap, size.ratings());
        int[] ratings = new int[size.movies()];
        double exact = 0;
        long given = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            exact += bounded(counts[rank] * factor, cap);
            long until = rank == counts.length - 1 ? size.ratings() : (long) exact;
            ratings[movieOfRank[rank]] = (int) (until - given);
            given = until;
        }
        return ratings;
    }

    private static double interpolated(double z) {
        int i = 1;
        while (i < MOVIE_QUANTILES.length - 1 && z > MOVIE_QUANTILES[i][0]) {
            i++;
        }
        double[] low = MOVIE_QUANTILES[i - 1];
        double[] high = MOVIE_QUANTILES[i];
        double share = (z - low[0]) / (high[0] - low[0]);
        return low[1] * StrictMath.pow(high[1] / low[1], share);
    }

    /** The factor on all counts that makes the bounded counts sum to {@code total}. */
    private static double factorFor(double[] counts, double cap, double total) {
        double low = 0;
        double high = total;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double count : counts) {
                sum += bounded(count * middle, cap);
            }
            if (sum < total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double bounded(double count, double cap) {
        return Math.max(1, Math.min(cap, count));
    }

    /** The weights under which customers are expected to give as many ratings as they should. */
    private double[] weights(SyntheticSize size, int[] customerOfRank) {
        double mean = (double) size.ratings() / size.customers();
        double median = mean * StrictMath.exp(-ACTIVITY_SIGMA * ACTIVITY_SIGMA / 2);
        ExpectedRatings expected = new ExpectedRatings(ratingsOfMovie);
        double[] weights = new double[size.customers()];
        for (int rank = 0; rank < weights.length; rank++) {
            double z = NormalQuantile.of((rank + 0.5) / weights.length);
            double ratings = Math.min(HEAVIEST * size.movies(), median * StrictMath.exp(ACTIVITY_SIGMA * z));
            weights[customerOfRank[rank]] = expected.weightFor(ratings);
        }
        return weights;
    }

    private int[][] guaranteed(SyntheticSize size, SeededDraws draws) {
        double[] popularity = new double[size.movies()];
        for (int movie = 0; movie < popularity.length; movie++) {
            popularity[movie] = ratingsOfMovie[movie];
        }
        WeightedDraw movies = new WeightedDraw(popularity);
        int[] counts = new int[size.movies()];
        int[] movieOf = new int[size.customers()];
        for (int customer = 0; customer < movieOf.length; customer++) {
            int movie = movies.draw(draws);
            while (counts[movie] == ratingsOfMovie[movie]) {
                movie = movie + 1 == counts.length ? 0 : movie + 1;
            }
            counts[movie]++;
            movieOf[customer] = movie;
        }
        int[][] lists = new int[size.movies()][];
        for (int movie = 0; movie < lists.length; movie++) {
            lists[movie] = new int[counts[movie]];
        }
        for (int customer = 0; customer < movieOf.length; customer++) {
            lists[movieOf[customer]][--counts[movieOf[customer]]] = customer;
        }
        return lists;
    }
}
