package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieDamping;
import dev.ratecast.known.History;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.UnitInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A customer's ratings of other movies than the one asked about, as features look at them.
 *
 * @param recent the most recent ones, oldest first; of one date by movie id
 * @param tally all of them
 * @param firstDay the day of the earliest, in days since the epoch, UTC; of no meaning where there is none
 * @param bias the mean of the ratings less their movies' damped means, drawn towards zero, on the scale mapped to 0..1
 */
record PastRatings(List<PastRating> recent, Tally tally, long firstDay, double bias) {
    private static final double BIAS_DAMPING = 5;

    /** Of a sort key, below the date: more movies than anybody rates. */
    private static final int PLACE_BITS = 24;

    /**
     * The ratings of a history.
     *
     * @param own the place in the history of the movie asked about, which is left out; negative where it is not there
     * @param mean the overall mean, in units
     * @param memory how many ratings are recent
     */
    static PastRatings of(History history, int own, double mean, UnitInterval interval, Factors factors, int memory) {
        long count = 0;
        long sum = 0;
        long first = Long.MAX_VALUE;
        double residuals = 0;
        for (int place = 0; place < history.size(); place++) {
            if (place != own) {
                int units = history.units(place);
                count++;
                sum += units;
                first = Math.min(first, history.ratedAt(place));
                residuals +=
                        units - MovieDamping.mean((double) history.movieSum(place), history.movieCount(place), mean);
            }
        }
        Tally all = new Tally(count, sum);
        Tally withOwn = own < 0 ? all : all.plus(Tally.of(history.units(own)));
        // Others' effects hold the customer's damped mean, and that the rating to leave out.
        RaterMeans share = RaterMeans.of(withOwn.count(), withOwn.sum());
        RaterMeans shareWithoutOwn = RaterMeans.of(all.count(), all.sum());
        List<PastRating> recent = new ArrayList<>();
        for (int place : latest(history, own, memory)) {
            RaterMeans raters = history.raterMeans(place).minus(share).plus(shareWithoutOwn);
            int fitted = factors.movies().find(history.movie(place));
            double effect = MovieEffect.of(
                    history.ofMovie(place),
                    raters,
                    mean,
                    factors.movieTaste(fitted),
                    factors.movieTitle(fitted),
                    interval);
            MovieView movie = MovieView.of(
                    effect,
                    history.movieCount(place),
                    history.releaseYear(place),
                    factors.movieVector(fitted),
                    factors.movieAudience(fitted),
                    factors);
            double residual = (history.units(place) - mean) / interval.range() - effect;
            recent.add(new PastRating(
                    movie, Math.floorDiv(history.ratedAt(place), RatingDates.SECONDS_PER_DAY), residual));
        }
        double bias = residuals / (count + BIAS_DAMPING) / interval.range();
        return new PastRatings(List.copyOf(recent), all, Math.floorDiv(first, RatingDates.SECONDS_PER_DAY), bias);
    }

    /** The places of the latest ratings without the own one, by date, then by movie: places ascend with movie ids. */
    private static int[] latest(History history, int own, int memory) {
        // Twice as many as wanted: as often as they are all there, the earlier half goes. Sorting everything would cost
        // more.
        long[] keys = new long[2 * memory];
        int size = 0;
        long earliest = Long.MIN_VALUE;
        for (int place = 0; place < history.size(); place++) {
            long key = history.ratedAt(place) << PLACE_BITS | place;
            if (place != own && key > earliest) {
                keys[size++] = key;
                if (size == keys.length) {
                    Arrays.sort(keys);
                    System.arraycopy(keys, memory, keys, 0, memory);
                    size = memory;
                    earliest = keys[0];
                }
            }
        }
        Arrays.sort(keys, 0, size);
        int[] places = new int[Math.min(memory, size)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) keys[size - places.length + i] & ((1 << PLACE_BITS) - 1);
        }
        return places;
    }

    /** How many of the recent ones are of a day. */
    int countOn(long day) {
        int count = 0;
        for (PastRating rating : recent) {
            count += rating.day() == day ? 1 : 0;
        }
        return count;
    }

    /** The mean residual of the last few, drawn towards zero. */
    double lastResiduals(int few) {
        List<PastRating> last = recent.subList(Math.max(0, recent.size() - few), recent.size());
        return last.stream().mapToDouble(PastRating::residual).sum() / (last.size() + 2);
    }
}
