package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;

/**
 * Count and sum of the ratings by one customer's neighbors, for every movie that the customer has not rated: who is a
 * neighbor does not depend on the movie there. By movie index; movies that the customer has rated have none.
 */
final class CatalogueTallies {
    private final RatingArrays arrays;
    /** As {@link MovieTallies} packs them. */
    private final long[] tallies;

    private CatalogueTallies(RatingArrays arrays, long[] tallies) {
        this.arrays = arrays;
        this.tallies = tallies;
    }

    /**
     * The tallies at a cut.
     *
     * @param accepted a bit for every neighbor
     * @param own the customer's ratings
     */
    static CatalogueTallies of(Cut cut, long[] accepted, CustomerCopy own, MovieCopy raters) {
        RatingArrays arrays = cut.arrays();
        long[] tallies = new long[arrays.movies.limit()];
        for (int movie = 0; movie < tallies.length; movie++) {
            tallies[movie] = tally(arrays.byMovie.row(movie), accepted, arrays.codes.bits());
        }
        // Movies that changed while they were read are read again, at the cut.
        ChangeLog log = arrays.log;
        long met = cut.met();
        for (long position = cut.version(); position < met; position++) {
            int movie = log.movie(position);
            if (log.customer(position) != ChangeLog.FACTS && movie < tallies.length) {
                cut.copyRaters(movie, raters);
                tallies[movie] = raters.isDense()
                        ? NeighborSearch.tally(accepted, raters.planes(), raters.words())
                        : tally(raters.entries(), raters.size(), accepted, arrays.codes.bits());
            }
        }
        log.requireKept(cut.version());
        for (int i = 0, n = own.size(); i < n; i++) {
            tallies[own.movie(i)] = 0;
        }
        return new CatalogueTallies(arrays, tallies);
    }

    /** How many movies there are. */
    int size() {
        return tallies.length;
    }

    Tally tally(int movie) {
        return arrays.codes.tally(MovieTallies.count(tallies[movie]), MovieTallies.codeSum(tallies[movie]));
    }

    private static long tally(MovieRow row, long[] accepted, int codeBits) {
        return row.isDense()
                ? NeighborSearch.tally(accepted, row.planes(), row.planes()[0].length)
                : tally(row.entries, row.length(), accepted, codeBits);
    }

    private static long tally(int[] entries, int length, long[] accepted, int codeBits) {
        int codeMask = (1 << codeBits) - 1;
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int entry = entries[i];
            int word = entry >>> codeBits >>> 6;
            // All or nothing by a mask: which raters are neighbors, no processor can guess.
            long neighbor = word < accepted.length ? -(accepted[word] >>> (entry >>> codeBits) & 1) : 0;
            int code = entry & codeMask;
            sum += neighbor & MovieTallies.pack(code == Codes.NONE ? 0 : 1, code);
        }
        return sum;
    }
}
