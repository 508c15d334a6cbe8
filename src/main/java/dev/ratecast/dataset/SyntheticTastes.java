package dev.ratecast.dataset;

import dev.ratecast.rating.Eras;

/**
 * What customers think of movies: an inclination that adds up who is generous, which movie is good (popular ones more
 * often), how a customer likes the movie's era, how tastes of both match (latent factors), drift over the years and
 * chance; cut into stars 1 to 5 so that each is as frequent as in the Netflix Prize.
 */
final class SyntheticTastes {
    private static final int FACTORS = 4;
    private static final double CUSTOMER_SD = 0.42;
    private static final double MOVIE_SD = 0.45;
    private static final double ERA_SD = 0.42;
    /** Of the sum over all factors. */
    private static final double MATCH_SD = 0.42;

    private static final double DRIFT_SD_PER_YEAR = 0.05;
    private static final double TREND_PER_YEAR = 0.04;
    private static final double CHANCE_SD = 0.72;
    private static final double POPULARITY_CORRELATION = 0.35;
    private static final double DAYS_PER_YEAR = 365.25;

    private static final double TOTAL_SD = StrictMath.sqrt(CUSTOMER_SD * CUSTOMER_SD
            + MOVIE_SD * MOVIE_SD
            + ERA_SD * ERA_SD
            + MATCH_SD * MATCH_SD
            + CHANCE_SD * CHANCE_SD);
    /** The share of ratings below 2, 3, 4 and 5 stars in the Netflix Prize. */
    private static final double[] SHARE_BELOW = {0.046, 0.147, 0.434, 0.769};

    private static final double[] CUTS = cuts();

    private final float[] customerBias;
    private final float[] movieBias;
    private final float[] eraLiking;
    private final float[] customerFactors;
    private final float[] movieFactors;
    private final float[] drift;
    private final int eras = Eras.DEFAULT.all().size();

    SyntheticTastes(SyntheticSize size, SyntheticCrowd crowd, long seed) {
        customerBias = new float[size.customers()];
        drift = new float[size.customers()];
        eraLiking = new float[size.customers() * eras];
        customerFactors = new float[size.customers() * FACTORS];
        double factorSd = StrictMath.sqrt(MATCH_SD / StrictMath.sqrt(FACTORS));
        for (int customer = 0; customer < size.customers(); customer++) {
            SeededDraws draws = new SeededDraws(seed, 6, customer);
            customerBias[customer] = (float) (CUSTOMER_SD * draws.normal());
            drift[customer] = (float) (DRIFT_SD_PER_YEAR * draws.normal());
            for (int era = 0; era < eras; era++) {
                eraLiking[customer * eras + era] = (float) (ERA_SD * draws.normal());
            }
            fill(customerFactors, customer, factorSd, draws);
        }
        movieBias = new float[size.movies()];
        movieFactors = new float[size.movies() * FACTORS];
        for (int movie = 0; movie < size.movies(); movie++) {
            SeededDraws draws = new SeededDraws(seed, 7, movie);
            double popularity = StrictMath.log(crowd.ratingsOfMovie(movie));
            double own = StrictMath.sqrt(1 - POPULARITY_CORRELATION * POPULARITY_CORRELATION) * draws.normal();
            movieBias[movie] = (float) (own + POPULARITY_CORRELATION * popularity / 2);
            fill(movieFactors, movie, factorSd, draws);
        }
        standardizeMovies(crowd);
    }

    /** The stars from 1 to 5 that a customer gives a movie on a day. */
    int stars(int customer, int movie, int era, int day, SeededDraws draws) {
        double years = day / DAYS_PER_YEAR - 5;
        double inclination = customerBias[customer]
                + movieBias[movie]
                + eraLiking[customer * eras + era]
                + years * (TREND_PER_YEAR + drift[customer])
                + CHANCE_SD * draws.normal();
        for (int factor = 0; factor < FACTORS; factor++) {
            inclination += customerFactors[customer * FACTORS + factor] * movieFactors[movie * FACTORS + factor];
        }
        int stars = 1;
        while (stars < 5 && inclination > CUTS[stars - 1]) {
            stars++;
        }
        return stars;
    }

    /** Makes the movies' part have mean 0 and its standard deviation over ratings, not over movies. */
    private void standardizeMovies(SyntheticCrowd crowd) {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int movie = 0; movie < movieBias.length; movie++) {
            double weight = crowd.ratingsOfMovie(movie);
            count += weight;
            sum += weight * movieBias[movie];
            squares += weight * movieBias[movie] * movieBias[movie];
        }
        double mean = sum / count;
        double sd = StrictMath.sqrt(Math.max(1e-9, squares / count - mean * mean));
        for (int movie = 0; movie < movieBias.length; movie++) {
            movieBias[movie] = (float) ((movieBias[movie] - mean) / sd * MOVIE_SD);
        }
    }

    private static void fill(float[] factors, int owner, double sd, SeededDraws draws) {
        for (int factor = 0; factor < FACTORS; factor++) {
            factors[owner * FACTORS + factor] = (float) (sd * draws.normal());
        }
    }

    private static double[] cuts() {
        double[] cuts = new double[SHARE_BELOW.length];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = TOTAL_SD * NormalQuantile.of(SHARE_BELOW[i]);
        }
        return cuts;
    }
}
