package dev.ratecast.known.memory;

import dev.ratecast.known.Neighbor;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.rating.CustomerId;

/** Adds up a movie's ratings by a customer's neighbors, and keeps the nearest of these. */
final class FoundNeighbors {
    private final Cut cut;
    private final RatingArrays arrays;
    private final NearestFirst nearest;
    private long ratings;
    private long codeSum;

    /**
     * Nobody yet.
     *
     * @param cut whose ratings they are
     * @param nearest how many to keep
     */
    FoundNeighbors(Cut cut, int nearest) {
        this.cut = cut;
        this.arrays = cut.arrays();
        this.nearest = new NearestFirst(nearest);
    }

    /**
     * One more neighbor.
     *
     * @param code of the neighbor's rating of the movie
     * @param common how many movies both have rated
     * @param gap the sum of their ratings' differences there, in units of the scale
     */
    void add(int rater, int code, int common, long gap) {
        ratings++;
        codeSum += code;
        if (nearest.wants(common, gap)) {
            long id = arrays.customers.idOf(rater);
            if (id == IdIndex.NO_ID) {
                // Erased after the cut: nobody may be told the name any more.
                throw new StaleCutException();
            }
            nearest.add(new Neighbor(new CustomerId(id), arrays.codes.units(code), common, gap));
        }
    }

    /**
     * All that were added.
     *
     * @throws StaleCutException where one may have been erased, and its index given to somebody else
     */
    Neighborhood neighborhood() {
        // An index that belongs to somebody else by now was freed a whole log ago.
        arrays.log.requireKept(cut.version());
        return new Neighborhood(arrays.codes.tally(ratings, codeSum), nearest.sorted());
    }
}
