package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.known.History;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.rating.UnitInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A customer's ratings of other movies than the one asked about, as features look at them.
 *
 * @param recent the most recent ones, oldest first; of one date by movie id
 * @param tally all of them
 * @param firstDay the day of the earliest, in days since the epoch, UTC; of no meaning where there is none
 * @param bias the mean of the ratings less their movies' damped means, drawn towards zero, on the scale mapped to 0..1
 */
record PastRatings(List<PastRating> recent, Tally tally, long firstDay, double bias) {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final double MOVIE_DAMPING = 5;
    private static final double BIAS_DAMPING = 5;

    /**
     * The ratings of a history.
     *
     * @param own the place in the history of the movie asked about, which is left out; negative where it is not there
     * @param mean the overall mean, in units
     * @param memory how many ratings are recent
     */
    static PastRatings of(History history, int own, double mean, UnitInterval interval, Factors factors, int memory) {
        int[] places = IntStream.range(0, history.size()).filter(p -> p != own).toArray();
        Tally all = Tally.ZERO;
        long first = Long.MAX_VALUE;
        double residuals = 0;
        for (int place : places) {
            Tally movie = history.ofMovie(place);
            all = all.plus(Tally.of(history.units(place)));
            first = Math.min(first, history.ratedAt(place));
            double movieMean = (movie.sum() + MOVIE_DAMPING * mean) / (movie.count() + MOVIE_DAMPING);
            residuals += history.units(place) - movieMean;
        }
        Tally withOwn = own < 0 ? all : all.plus(Tally.of(history.units(own)));
        // Others' effects hold the customer's damped mean, and that the rating to leave out.
        RaterMeans share = RaterMeans.of(withOwn.count(), withOwn.sum());
        RaterMeans shareWithoutOwn = RaterMeans.of(all.count(), all.sum());
        List<PastRating> recent = latest(history, places, memory)
                .mapToObj(place -> {
                    RaterMeans raters = history.raterMeans(place).minus(share).plus(shareWithoutOwn);
                    double effect = MovieEffect.of(history.ofMovie(place), raters, mean, interval);
                    MovieView movie = MovieView.of(
                            effect,
                            history.ofMovie(place).count(),
                            history.releaseYear(place),
                            vector(factors, history.movie(place)),
                            factors);
                    double residual = (history.units(place) - mean) / interval.range() - effect;
                    return new PastRating(movie, Math.floorDiv(history.ratedAt(place), SECONDS_PER_DAY), residual);
                })
                .toList();
        double bias = residuals / (places.length + BIAS_DAMPING) / interval.range();
        return new PastRatings(recent, all, Math.floorDiv(first, SECONDS_PER_DAY), bias);
    }

    private static IntStream latest(History history, int[] places, int memory) {
        if (places.length <= memory) {
            return sorted(history, places);
        }
        int[] byDate = sorted(history, places).toArray();
        return Arrays.stream(byDate, byDate.length - memory, byDate.length);
    }

    private static IntStream sorted(History history, int[] places) {
        return Arrays.stream(places)
                .boxed()
                .sorted(Comparator.comparingLong((Integer place) -> history.ratedAt(place))
                        .thenComparingLong(history::movie))
                .mapToInt(Integer::intValue);
    }

    private static float[] vector(Factors factors, long movie) {
        int place = factors.movies().find(movie);
        return place == FactorTable.NONE
                ? new float[factors.rank()]
                : factors.movies().vector(place);
    }

    /** How many of the recent ones are of a day. */
    int countOn(long day) {
        return (int) recent.stream().filter(rating -> rating.day() == day).count();
    }

    /** The mean residual of the last few, drawn towards zero. */
    double lastResiduals(int few) {
        List<PastRating> last = recent.subList(Math.max(0, recent.size() - few), recent.size());
        return last.stream().mapToDouble(PastRating::residual).sum() / (last.size() + 2);
    }
}
