package dev.ratecast.known.memory;

import dev.ratecast.known.Neighborhood;
import org.jspecify.annotations.Nullable;

/**
 * Finds a customer's neighbors on a movie, exactly. Either the movie's raters are read ({@link NeighborsByRows}), or the
 * customer is compared with everyone along the movies that it rated ({@link CustomerCounts}, {@link NeighborsByCounts}),
 * which serves its next requests too. {@link CountingCosts} says which.
 */
final class NeighborSearch {
    /** Listing as many past ratings takes some twenty microseconds. */
    private static final int LONG_HISTORY = 1_000;

    private final RatingArrays arrays;
    private final PackedCounts packed;
    private final CountingCosts costs;
    private final NeighborsByRows byRows;
    private final NeighborsByCounts byCounts;

    NeighborSearch(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
        this.costs = new CountingCosts(arrays);
        this.byRows = new NeighborsByRows(arrays);
        this.byCounts = new NeighborsByCounts(arrays);
    }

    /**
     * The neighborhood of a customer on a movie.
     *
     * @param history the customer's ratings at the cut
     */
    Neighborhood of(Cut cut, int customer, long id, CustomerCopy history, int movie, int nearest, Scratch scratch) {
        if (history.size() == 0) {
            return Neighborhood.EMPTY;
        }
        CustomerCounts counts = counts(cut, customer, id, history, movie, scratch);
        cut.copyRaters(movie, scratch.raters);
        if (counts == null) {
            boolean shared = costs.worthSharing(costs.alongRaters(movie));
            return byRows.of(cut, customer, history, movie, nearest, shared, scratch);
        }
        Neighborhood found = byCounts.of(cut, counts, history.codeOf(movie), nearest, scratch.raters);
        arrays.cache.put(counts, arrays.customers);
        return found;
    }

    /**
     * Whether the neighborhood of a customer on a movie is soon found, whichever way is taken, and the customer's history
     * soon listed.
     */
    boolean isQuick(int customer, int movie) {
        CustomerRow row = arrays.byCustomer.row(customer);
        if (row.length() > Math.min(LONG_HISTORY, packed.mostCommon())) {
            return false;
        }
        long counted = arrays.cache.version(customer, arrays.customers.limit());
        if (counted != CountsCache.NO_VERSION) {
            return costs.moving(counted, arrays.log.published()) + costs.tallyAlongMovie(movie) < CountingCosts.QUICK;
        }
        return costs.alongMovies(row) < CountingCosts.QUICK && costs.alongRaters(movie) < CountingCosts.QUICK;
    }

    /** The customer's counts where they are at hand, or worth their price; else null. */
    private @Nullable CustomerCounts counts(
            Cut cut, int customer, long id, CustomerCopy history, int movie, Scratch scratch) {
        if (history.size() > packed.mostCommon()) {
            return null;
        }
        CustomerCounts counts = arrays.cache.take(customer, id, arrays.customers.limit());
        if (counts != null && worthMoving(counts, cut, history, movie) && counts.moveTo(cut, history, scratch)) {
            return counts;
        }
        double alongRaters = costs.alongRaters(movie);
        double alongMovies = costs.alongMovies(history);
        if (alongRaters < alongMovies && arrays.cache.spend(customer, alongRaters) < alongMovies) {
            return null;
        }
        return countedAnew(cut, customer, id, history, alongMovies, scratch);
    }

    private boolean worthMoving(CustomerCounts counts, Cut cut, CustomerCopy history, int movie) {
        double moving = costs.moving(counts.version(), cut.version());
        return moving < CountingCosts.LITTLE || moving < Math.min(costs.alongRaters(movie), costs.alongMovies(history));
    }

    /**
     * The neighbors' ratings of several movies at once, where that costs less than one movie after the other; else null.
     * Who is a neighbor is the same for all movies that the customer has not rated; those that it has rated are left out.
     */
    @Nullable
    CatalogueTallies together(Cut cut, int customer, long id, CustomerCopy history, int[] movies, Scratch scratch) {
        if (movies.length < 2 || history.size() == 0 || !worthTogether(customer, history, movies)) {
            return null;
        }
        if (history.size() > packed.mostCommon()) {
            return CatalogueTallies.of(
                    cut, byRows.accepted(cut, customer, history, scratch), movies, history, scratch.raters);
        }
        CustomerCounts counts = arrays.cache.take(customer, id, arrays.customers.limit());
        if (counts == null || !counts.moveTo(cut, history, scratch)) {
            counts = countedAnew(cut, customer, id, history, costs.alongMovies(history), scratch);
        }
        CatalogueTallies tallies = CatalogueTallies.of(cut, counts.accepted(), movies, history, scratch.raters);
        arrays.cache.put(counts, arrays.customers);
        return tallies;
    }

    private boolean worthTogether(int customer, CustomerCopy history, int[] movies) {
        if (arrays.cache.has(customer, arrays.customers.limit())) {
            return true;
        }
        double alone = 0;
        double together = costs.alongMovies(history);
        for (int i = 0; i < movies.length && alone < together; i++) {
            alone += movies[i] == IdIndex.NONE ? 0 : costs.alongRaters(movies[i]);
        }
        return alone >= together;
    }

    private CustomerCounts countedAnew(
            Cut cut, int customer, long id, CustomerCopy history, double estimated, Scratch scratch) {
        CustomerCounts counts = arrays.cache.takeOldest(customer, arrays.customers.limit());
        if (counts == null) {
            counts = new CustomerCounts(arrays);
        }
        boolean shared = costs.worthSharing(estimated);
        // As of now, so that only who is changed during the count is counted again, and back to the cut along the
        // log: a batch about many customers would have ever more to count again, as its cut grows old.
        Cut newest = arrays.cut();
        newest.copyHistory(customer, scratch.other);
        counts.count(newest, customer, id, scratch.other, shared, scratch);
        if (!counts.moveTo(cut, history, scratch)) {
            counts.count(cut, customer, id, history, shared, scratch);
        }
        arrays.cache.spendAnew(customer);
        return counts;
    }
}
