package dev.ratecast.known.memory;

import dev.ratecast.known.History;
import dev.ratecast.known.Raters;
import java.util.Arrays;

/** Lists what is known at a cut by id: a customer's history, a movie's raters. */
final class Listing {
    /** Of a number with an id above: more movies than anybody rates. */
    private static final int PLACE_BITS = 24;

    private final RatingArrays arrays;

    Listing(RatingArrays arrays) {
        this.arrays = arrays;
    }

    /**
     * A customer's history.
     *
     * @param own the customer's ratings at the cut
     * @param figures those of its movies at the cut
     */
    History history(Cut cut, CustomerCopy own, MovieFigures figures) {
        int size = own.size();
        if (size == 0) {
            return History.EMPTY;
        }
        int[] order = byMovieId(own);
        long[] movies = new long[size];
        int[] units = new int[size];
        long[] ratedAt = new long[size];
        int[] years = new int[size];
        long[] counts = new long[size];
        long[] sums = new long[size];
        long[] sumShares = new long[size];
        long[] weights = new long[size];
        for (int i = 0; i < size; i++) {
            int place = order[i];
            int movie = own.movie(place);
            long tally = figures.tally(movie);
            movies[i] = arrays.movies.idOf(movie);
            units[i] = arrays.codes.units(own.code(place));
            ratedAt[i] = own.date(place);
            years[i] = arrays.table.year(movie);
            counts[i] = MovieTallies.count(tally);
            sums[i] = arrays.codes.sum(counts[i], MovieTallies.codeSum(tally));
            sumShares[i] = figures.sumShares(movie);
            weights[i] = figures.weights(movie);
        }
        if (cut.factsMoved()) {
            for (int i = 0; i < size; i++) {
                years[i] = MovieFactsByIndex.yearOf(cut.facts(own.movie(order[i])));
            }
        }
        return new History(movies, units, ratedAt, years, counts, sums, sumShares, weights);
    }

    /** Places by ascending movie id. Rows are in the order of indexes, mostly, which may well be that of ids. */
    private int[] byMovieId(CustomerCopy own) {
        int size = own.size();
        long[] ids = new long[size];
        int[] order = new int[size];
        boolean ascending = true;
        long largest = 0;
        for (int place = 0; place < size; place++) {
            ids[place] = arrays.movies.idOf(own.movie(place));
            order[place] = place;
            ascending &= place == 0 || ids[place - 1] < ids[place];
            largest = Math.max(largest, ids[place]);
        }
        if (ascending) {
            return order;
        }
        return largest < 1L << (Long.SIZE - 1 - PLACE_BITS) && size < 1 << PLACE_BITS
                ? bySmallIds(ids, order)
                : byAnyIds(ids, order);
    }

    /** By one sort of ids and places together. */
    private static int[] bySmallIds(long[] ids, int[] order) {
        for (int place = 0; place < ids.length; place++) {
            ids[place] = ids[place] << PLACE_BITS | place;
        }
        Arrays.sort(ids);
        for (int i = 0; i < ids.length; i++) {
            order[i] = (int) ids[i] & ((1 << PLACE_BITS) - 1);
        }
        return order;
    }

    private static int[] byAnyIds(long[] ids, int[] order) {
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        for (int place = 0; place < ids.length; place++) {
            order[Arrays.binarySearch(sorted, ids[place])] = place;
        }
        return order;
    }

    /**
     * A movie's raters.
     *
     * @throws StaleCutException where one was erased after the cut: nobody may be told the name any more
     */
    Raters raters(Cut cut, int movie, MovieCopy copy) {
        cut.copyRaters(movie, copy);
        copy.toList();
        int codeBits = arrays.codes.bits();
        int codeMask = (1 << codeBits) - 1;
        int[] entries = copy.entries();
        long[] keys = new long[copy.size()];
        int size = 0;
        for (int i = 0, n = copy.size(); i < n; i++) {
            if ((entries[i] & codeMask) != Codes.NONE) {
                long id = arrays.customers.idOf(entries[i] >>> codeBits);
                if (id == IdIndex.NO_ID) {
                    throw new StaleCutException();
                }
                // An id takes 53 bits, a code 8.
                keys[size++] = id << codeBits | (entries[i] & codeMask);
            }
        }
        // An index that belongs to somebody else by now was freed a whole log ago.
        arrays.log.requireKept(cut.version());
        Arrays.sort(keys, 0, size);
        long[] customers = new long[size];
        int[] units = new int[size];
        for (int i = 0; i < size; i++) {
            customers[i] = keys[i] >>> codeBits;
            units[i] = arrays.codes.units((int) keys[i] & codeMask);
        }
        return new Raters(customers, units);
    }
}
