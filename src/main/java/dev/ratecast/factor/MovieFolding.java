package dev.ratecast.factor;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Raters;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.UnitInterval;

/**
 * Folds movies into factors that were fitted before: a movie that has grown since is solved from its raters' stored
 * vectors, as the last half sweep of {@link AlternatingLeastSquares} would solve it.
 */
public final class MovieFolding {
    /** The vector of a movie with so many ratings stays as it is: more of them change it little, and reading them costs. */
    private static final int SETTLED = 2_000;

    /** A movie is folded in again when it has this many times the ratings that it had when its vector was fitted. */
    private static final double GROWTH = 1.25;

    private final UnitInterval interval;
    private final FactorSettings settings;

    public MovieFolding(RatingScale scale, FactorSettings settings) {
        this.interval = UnitInterval.of(scale);
        this.settings = settings;
    }

    /** Whether a movie needs its raters listed, to be folded in. */
    public boolean needsRaters(Factors factors, MovieId movie, Tally ratings) {
        if (factors.customers().size() == 0) {
            return false;
        }
        int place = factors.movies().find(movie.value());
        int fitted = place == FactorTable.NONE ? 0 : factors.movies().count(place);
        double then = fitted / factors.share();
        return then < SETTLED && ratings.count() > then * GROWTH;
    }

    /**
     * The movie's vector: that of the fit, or folded in where its raters are listed.
     *
     * @param asker whose own rating of the movie is left out
     * @return {@code rank} numbers, all zero where nothing is known
     */
    public float[] vector(Factors factors, MovieId movie, Raters raters, CustomerId asker) {
        return raters.size() == 0
                ? factors.movieVector(factors.movies().find(movie.value()))
                : foldIn(factors, raters, asker);
    }

    private float[] foldIn(Factors factors, Raters raters, CustomerId asker) {
        FactorTable customers = factors.customers();
        int rank = factors.rank();
        int[] places = new int[raters.size()];
        int known = 0;
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = raters.customer(i) == asker.value() ? FactorTable.NONE : customers.find(raters.customer(i));
            if (places[i] != FactorTable.NONE) {
                known++;
                sum += interval.ofUnits(raters.units(i)) - factors.mean() - customers.bias(places[i]);
            }
        }
        double bias = sum / (known + settings.biasDamping());
        RidgeSystem system = new RidgeSystem(rank);
        for (int i = 0; i < places.length; i++) {
            if (places[i] != FactorTable.NONE) {
                double left = interval.ofUnits(raters.units(i)) - factors.mean() - customers.bias(places[i]) - bias;
                system.add(customers.vectors(), places[i] * rank, left / factors.spread());
            }
        }
        float[] vector = new float[rank];
        system.solve(settings.ridge() + settings.ridgePerRating() * known, vector, 0);
        return vector;
    }
}
