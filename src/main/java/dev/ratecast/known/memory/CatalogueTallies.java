package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import java.util.BitSet;

/**
 * Count and sum of the ratings by one customer's neighbors, of each of several movies that the customer has not rated: who
 * is a neighbor does not depend on the movie there.
 */
final class CatalogueTallies {
    private final RatingArrays arrays;
    /** By movie index, as {@link MovieTallies} packs them; 0 for movies that were not asked about. */
    private final long[] tallies;

    private CatalogueTallies(RatingArrays arrays, long[] tallies) {
        this.arrays = arrays;
        this.tallies = tallies;
    }

    /**
     * The tallies at a cut.
     *
     * @param accepted a bit for every neighbor
     * @param movies the indexes of the movies asked about; {@link IdIndex#NONE} is no matter
     * @param own the customer's ratings, whose movies are left out
     */
    static CatalogueTallies of(Cut cut, long[] accepted, int[] movies, CustomerCopy own, MovieCopy raters) {
        RatingArrays arrays = cut.arrays();
        BitSet asked = new BitSet();
        for (int movie : movies) {
            if (movie != IdIndex.NONE) {
                asked.set(movie);
            }
        }
        for (int i = 0, n = own.size(); i < n; i++) {
            asked.clear(own.movie(i));
        }
        int codeBits = arrays.codes.bits();
        long[] tallies = new long[asked.length()];
        asked.stream()
                .parallel()
                .forEach(movie -> tallies[movie] = tally(arrays.byMovie.row(movie), accepted, codeBits));
        // Movies that changed while they were read are read again, at the cut.
        ChangeLog log = arrays.log;
        for (long position = cut.version(), met = cut.met(); position < met; position++) {
            int movie = log.movie(position);
            if (log.customer(position) != ChangeLog.FACTS && asked.get(movie)) {
                asked.clear(movie);
                cut.copyRaters(movie, raters);
                tallies[movie] = raters.isDense()
                        ? NeighborSearch.tally(accepted, raters.planes(), raters.words())
                        : tally(raters.entries(), raters.size(), accepted, codeBits);
            }
        }
        log.requireKept(cut.version());
        return new CatalogueTallies(arrays, tallies);
    }

    /** The tally of a movie that was asked about. */
    Tally tally(int movie) {
        long tally = movie < tallies.length ? tallies[movie] : 0;
        return arrays.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally));
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
