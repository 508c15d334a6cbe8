package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import java.util.BitSet;

/**
 * Count and sum of the ratings by one customer's neighbors, of each of several movies that the customer has not rated: who
 * is a neighbor does not depend on the movie there. They are added up along the movies asked about or along the neighbors'
 * own ratings, whichever is less work.
 */
final class CatalogueTallies {
    /** So many codes of any scale add up to an int. */
    private static final int MOST_SUMMED = 1 << 23;

    /** Parts that threads share, of the work along neighbors; each has a tally of every movie. */
    private static final int PARTS = 4;

    private final RatingArrays arrays;
    /** By movie index, as {@link MovieTallies} packs them; of use for movies that were asked about. */
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
        CountingCosts costs = new CountingCosts(arrays);
        long[] tallies = costs.tallyAlongNeighbors(accepted) < costs.tallyAlongMovies(asked)
                ? alongNeighbors(arrays, accepted, asked.length())
                : alongMovies(arrays, accepted, asked);
        // Movies that changed while this was read are read again, at the cut: who changed, changed one of them.
        ChangeLog log = arrays.log;
        for (long position = cut.version(), met = cut.met(); position < met; position++) {
            int movie = log.movie(position);
            if (log.customer(position) != ChangeLog.FACTS && asked.get(movie)) {
                asked.clear(movie);
                cut.copyRaters(movie, raters);
                tallies[movie] = AcceptedTallies.of(accepted, raters, arrays.codes.bits());
            }
        }
        log.requireKept(cut.version());
        return new CatalogueTallies(arrays, tallies);
    }

    /** Adds up what every movie's raters say. */
    private static long[] alongMovies(RatingArrays arrays, long[] accepted, BitSet asked) {
        Neighbors neighbors = Neighbors.of(arrays.codes.bits(), accepted);
        long[] tallies = new long[asked.length()];
        asked.stream().parallel().forEach(movie -> tallies[movie] = neighbors.tally(arrays.byMovie.row(movie)));
        return tallies;
    }

    /** Adds up what every neighbor rated: neighbors are few among all raters of all movies. */
    private static long[] alongNeighbors(RatingArrays arrays, long[] accepted, int movies) {
        CustomerRow[] rows = arrays.byCustomer.rows();
        long[][] parts = new long[PARTS][movies];
        InTurn.forEach(PARTS, part -> {
            for (int word = part; word < accepted.length; word += PARTS) {
                for (long rest = accepted[word]; rest != 0; rest &= rest - 1) {
                    add(CustomerRows.row(rows, word << 6 | Long.numberOfTrailingZeros(rest)), parts[part]);
                }
            }
        });
        long[] tallies = parts[0];
        for (int part = 1; part < PARTS; part++) {
            for (int movie = 0; movie < movies; movie++) {
                tallies[movie] += parts[part][movie];
            }
        }
        return tallies;
    }

    private static void add(CustomerRow row, long[] tallies) {
        for (int place = 0, n = row.length(); place < n; place++) {
            int movie = row.movie(place);
            int code = row.code(place);
            if (code != Codes.NONE && movie < tallies.length) {
                tallies[movie] += MovieTallies.pack(1, code);
            }
        }
    }

    /** The tally of a movie that was asked about. */
    Tally tally(int movie) {
        long tally = movie < tallies.length ? tallies[movie] : 0;
        return arrays.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally));
    }

    /**
     * Count and sum of codes of the customer's neighbors among raters, packed as {@link MovieTallies} does.
     *
     * @param accepted a bit for each of them
     * @param masks by customer index: all bits for a neighbor, none for others. A list is added up several times faster
     *     along these than along single bits
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Neighbors(int codeBits, long[] accepted, byte[] masks) {
        static Neighbors of(int codeBits, long[] accepted) {
            byte[] masks = new byte[accepted.length * Long.SIZE];
            for (int word = 0; word < accepted.length; word++) {
                for (long rest = accepted[word]; rest != 0; rest &= rest - 1) {
                    masks[word << 6 | Long.numberOfTrailingZeros(rest)] = -1;
                }
            }
            return new Neighbors(codeBits, accepted, masks);
        }

        long tally(MovieRow row) {
            long tally = tally(row.entries, row.length());
            for (int block = 0; block < row.blocks.length; block++) {
                long[][] planes = row.blocks[block];
                tally += AcceptedTallies.inPlanes(accepted, block * SlicedCounts.WORDS, planes, planes[0].length);
            }
            return tally;
        }

        long tally(int[] entries, int length) {
            long tally = 0;
            for (int from = 0; from < length; from += MOST_SUMMED) {
                tally += tally(masks, entries, from, Math.min(length, from + MOST_SUMMED), codeBits);
            }
            return tally;
        }

        private static long tally(byte[] masks, int[] entries, int from, int to, int codeBits) {
            int codeMask = (1 << codeBits) - 1;
            int count = 0;
            int codeSum = 0;
            for (int i = from; i < to; i++) {
                int entry = entries[i];
                if (entry >>> codeBits < masks.length) {
                    // Zero for those who are no neighbors: which raters are, no processor can guess.
                    int code = masks[entry >>> codeBits] & entry & codeMask;
                    count += -code >>> (Integer.SIZE - 1);
                    codeSum += code;
                }
            }
            return MovieTallies.pack(count, codeSum);
        }
    }
}
