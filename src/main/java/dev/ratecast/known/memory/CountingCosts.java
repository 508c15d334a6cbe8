package dev.ratecast.known.memory;

import java.util.BitSet;

/**
 * What the ways of counting cost, estimated from counts alone, in nanoseconds: fitted to questions about cold customers of
 * a hundred million ratings, on one core that reads some 8 GB a second. Most of it is waiting for memory.
 */
final class CountingCosts {
    private static final double PER_LIST_ENTRY = 3.7;
    /** A word of 64 customers of a movie with bit planes. */
    private static final double PER_PLANE_WORD = 6;
    /** Clearing, unpacking and deciding. */
    private static final double PER_CUSTOMER = 6;

    private static final double PER_RATER = 150;
    private static final double PER_RATERS_ENTRY = 3.5;
    /** An entry of a list, and a word of planes, whose neighbors are added up. */
    private static final double TALLY_PER_LIST_ENTRY = 2;

    private static final double TALLY_PER_PLANE_WORD = 6;

    /** A change between two versions. */
    private static final double PER_CHANGE = 2;
    /** Less than the price of an estimate. */
    static final double LITTLE = 5_000;

    /** What is not worth another thread's while. */
    static final double QUICK = 100_000;

    private static final int SAMPLE = 32;

    private final RatingArrays arrays;

    CountingCosts(RatingArrays arrays) {
        this.arrays = arrays;
    }

    /** Comparing a customer with everyone, along its movies. */
    double alongMovies(CustomerCopy history) {
        double cost = deciding();
        for (int i = 0, n = history.size(); i < n; i++) {
            cost += along(history.movie(i));
        }
        return cost;
    }

    /** The same from the customer's row as it is now; no further than to the cost that is not {@link #QUICK}. */
    double alongMovies(CustomerRow history) {
        double cost = deciding();
        for (int i = 0, n = history.length(); i < n && cost < QUICK; i++) {
            cost += along(history.movie(i));
        }
        return cost;
    }

    private double deciding() {
        return arrays.customers.limit() * PER_CUSTOMER;
    }

    private double along(int movie) {
        MovieRow row = arrays.byMovie.row(movie);
        return row.words() * PER_PLANE_WORD + row.length() * PER_LIST_ENTRY;
    }

    /** Adding up the neighbors' ratings of a movie along it. */
    double tallyAlongMovie(int movie) {
        MovieRow row = arrays.byMovie.row(movie);
        return row.words() * TALLY_PER_PLANE_WORD + row.length() * TALLY_PER_LIST_ENTRY;
    }

    /** The same for some movies. */
    double tallyAlongMovies(BitSet movies) {
        double cost = 0;
        for (int movie = movies.nextSetBit(0); movie >= 0; movie = movies.nextSetBit(movie + 1)) {
            cost += tallyAlongMovie(movie);
        }
        return cost;
    }

    /** Adding up the neighbors' ratings of all movies along the neighbors, whose rows are as long as those of a sample. */
    double tallyAlongNeighbors(long[] accepted) {
        double cost = 0;
        int step = Math.max(1, accepted.length / SAMPLE);
        for (int word = 0; word < accepted.length; word += step) {
            if (accepted[word] != 0) {
                int length = lengthOf(word << 6 | Long.numberOfTrailingZeros(accepted[word]));
                cost += (double) step * Long.bitCount(accepted[word]) * (PER_RATER + PER_RATERS_ENTRY * length);
            }
        }
        return cost;
    }

    /** Whether work of this cost is shared with other threads. */
    boolean worthSharing(double nanos) {
        return nanos >= arrays.settings.sharing().fromNanos();
    }

    /** Moving a customer's counts from one version to another. */
    double moving(long from, long to) {
        return Math.abs(to - from) * PER_CHANGE;
    }

    /** Reading the rows of a movie's raters; how long these are is told by a sample. */
    double alongRaters(int movie) {
        int raters = MovieTallies.count(arrays.tallies.of(movie));
        return raters * (PER_RATER + PER_RATERS_ENTRY * meanLength(movie));
    }

    /** Of planes and list, evenly spread places, each standing for the raters around it. */
    private double meanLength(int movie) {
        MovieRow row = arrays.byMovie.row(movie);
        int words = row.words();
        int length = row.length();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < SAMPLE && words > 0; i++) {
            int word = (int) ((long) i * words / SAMPLE);
            long rated = MovieRow.rated(row.blocks[word / SlicedCounts.WORDS], word % SlicedCounts.WORDS);
            if (rated != 0) {
                double weight = Long.bitCount(rated) * (double) words / SAMPLE;
                sum += weight * lengthOf(word << 6 | Long.numberOfTrailingZeros(rated));
                weights += weight;
            }
        }
        int sampled = Math.min(SAMPLE, length);
        for (int i = 0; i < sampled; i++) {
            double weight = (double) length / sampled;
            int entry = row.entries[(int) ((long) i * length / sampled)];
            sum += weight * lengthOf(entry >>> arrays.codes.bits());
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private int lengthOf(int customer) {
        return arrays.byCustomer.row(customer).length();
    }
}
