package dev.ratecast.known.memory;

import dev.ratecast.known.Neighbor;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.rating.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a customer's neighbors on a movie, exactly. Either the rows of the movie's raters are read, against a table of
 * the customer's own ratings, or the customer is compared with everyone along the movies that it rated, which serves its
 * next requests too. {@link CountingCosts} says which.
 */
final class NeighborSearch {
    private static final int COMMON_SHIFT = 40;

    /** Listing as many past ratings takes some twenty microseconds. */
    private static final int LONG_HISTORY = 1_000;

    /** Raters whose rows a thread reads at a time. */
    private static final int CHUNK = 2_048;

    private final RatingArrays arrays;
    private final PackedCounts packed;
    private final int codeBits;
    private final int codeMask;
    private final int[] square;
    private final CountingCosts costs;

    NeighborSearch(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
        this.codeBits = arrays.codes.bits();
        this.codeMask = (1 << codeBits) - 1;
        this.square = packed.square();
        this.costs = new CountingCosts(arrays);
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
            return alongRaters(cut, customer, history, movie, nearest, scratch);
        }
        Neighborhood found = byCounts(counts, history.codeOf(movie), nearest, scratch.raters);
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
                    cut, acceptedByRows(cut, customer, history, scratch), movies, history, scratch.raters);
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

    /** A bit for every neighbor of a customer whose counts do not fit a packed number: from the rows of everyone. */
    private long[] acceptedByRows(Cut cut, int customer, CustomerCopy history, Scratch scratch) {
        int limit = arrays.customers.limit();
        long[] accepted = new long[(limit + Long.SIZE - 1) >>> 6];
        byte[] codeOf = scratch.spread(history, arrays.movies.limit());
        for (int other = 0; other < limit; other++) {
            cut.copyHistory(other, scratch.other);
            long with = countedAtCut(scratch.other, codeOf);
            if (other != customer && acceptsWide(with)) {
                accepted[other >>> 6] |= 1L << other;
            }
        }
        scratch.clear(history);
        return accepted;
    }

    private boolean acceptsWide(long counts) {
        long gap = arrays.codes.gap(counts & ((1L << COMMON_SHIFT) - 1));
        return packed.rule().accepts(gap, (int) (counts >>> COMMON_SHIFT));
    }

    private long countedAtCut(CustomerCopy other, byte[] codeOf) {
        long sums = 0;
        for (int i = 0, n = other.size(); i < n; i++) {
            int mine = other.movie(i) < codeOf.length ? codeOf[other.movie(i)] & 0xFF : Codes.NONE;
            sums += widened(packed.of(mine, other.code(i)));
        }
        return sums;
    }

    private CustomerCounts countedAnew(
            Cut cut, int customer, long id, CustomerCopy history, double estimated, Scratch scratch) {
        CustomerCounts counts = arrays.cache.takeOldest(customer, arrays.customers.limit());
        if (counts == null) {
            counts = new CustomerCounts(arrays);
        }
        counts.count(cut, customer, id, history, costs.worthSharing(estimated), scratch);
        arrays.cache.spendAnew(customer);
        return counts;
    }

    private Neighborhood alongRaters(
            Cut cut, int customer, CustomerCopy history, int movie, int nearest, Scratch scratch) {
        MovieCopy raters = scratch.raters;
        raters.toList();
        byte[] codeOf = scratch.spread(history, arrays.movies.limit());
        codeOf[movie] = Codes.NONE;
        long[] counts = scratch.counts(raters.size());
        if (costs.worthSharing(costs.alongRaters(movie))) {
            int chunks = (raters.size() + CHUNK - 1) / CHUNK;
            InTurn.forEach(chunks, chunk -> countRows(raters, chunk * CHUNK, counts, codeOf));
        } else {
            for (int first = 0; first < raters.size(); first += CHUNK) {
                countRows(raters, first, counts, codeOf);
            }
        }
        recountChanged(cut, raters, counts, codeOf, scratch.other);
        scratch.clear(history);
        return collect(raters, counts, customer, nearest);
    }

    private void countRows(MovieCopy raters, int first, long[] counts, byte[] codeOf) {
        CustomerRow[] rows = arrays.byCustomer.rows();
        int[] entries = raters.entries();
        for (int r = first, n = Math.min(raters.size(), first + CHUNK); r < n; r++) {
            counts[r] = counted(CustomerRows.row(rows, entries[r] >>> codeBits), codeOf);
        }
    }

    /** Common movies and gaps with the owner of a row. */
    private long counted(CustomerRow row, byte[] codeOf) {
        int length = row.length();
        char[] movies = row.movies;
        byte[] codes = row.codes;
        int sum = 0;
        long sums = 0;
        if (movies != null) {
            for (int i = 0; i < length; i++) {
                int movie = movies[i];
                if (movie < codeOf.length) {
                    sum += square[(codeOf[movie] & 0xFF) << codeBits | (codes[i] & 0xFF)];
                }
                if ((i & 0x3FF) == 0x3FF) {
                    sums += widened(sum);
                    sum = 0;
                }
            }
            return sums + widened(sum);
        }
        for (int i = 0; i < length; i++) {
            int movie = row.movie(i);
            if (movie < codeOf.length) {
                sums += widened(square[(codeOf[movie] & 0xFF) << codeBits | (codes[i] & 0xFF)]);
            }
        }
        return sums;
    }

    private long widened(int counts) {
        return (long) packed.common(counts) << COMMON_SHIFT | packed.gap(counts);
    }

    /** Counts again, at the cut, with the raters who were changed while the rest was counted. */
    private void recountChanged(Cut cut, MovieCopy raters, long[] counts, byte[] codeOf, CustomerCopy other) {
        ChangeLog log = arrays.log;
        long met = cut.met();
        for (long position = cut.version(); position < met; position++) {
            int changed = log.customer(position);
            for (int r = 0, n = changed == ChangeLog.FACTS ? 0 : raters.size(); r < n; r++) {
                if (raters.entries()[r] >>> codeBits == changed) {
                    cut.copyHistory(changed, other);
                    counts[r] = countedAtCut(other, codeOf);
                }
            }
        }
        log.requireKept(cut.version());
    }

    private Neighborhood collect(MovieCopy raters, long[] counts, int customer, int nearest) {
        long ratings = 0;
        long codeSum = 0;
        NearestFirst list = new NearestFirst(nearest);
        for (int r = 0, n = raters.size(); r < n; r++) {
            int rater = raters.entries()[r] >>> codeBits;
            int code = raters.entries()[r] & codeMask;
            int common = (int) (counts[r] >>> COMMON_SHIFT);
            long gap = arrays.codes.gap(counts[r] & ((1L << COMMON_SHIFT) - 1));
            if (code != Codes.NONE && rater != customer && packed.rule().accepts(gap, common)) {
                ratings++;
                codeSum += code;
                list(list, rater, code, common, gap);
            }
        }
        return new Neighborhood(arrays.codes.tally(ratings, codeSum), list.sorted());
    }

    private void list(NearestFirst list, int rater, int code, int common, long gap) {
        if (list.wants(common, gap)) {
            long id = arrays.customers.idOf(rater);
            if (id == IdIndex.NO_ID) {
                // Erased after the cut: nobody may be told the name any more.
                throw new StaleCutException();
            }
            list.add(new Neighbor(new CustomerId(id), arrays.codes.units(code), common, gap));
        }
    }

    /**
     * @param own the customer's own code of the movie, which is left out
     */
    private Neighborhood byCounts(CustomerCounts counts, int own, int nearest, MovieCopy raters) {
        if (nearest > 0) {
            return listed(counts, own, nearest, raters);
        }
        long tally;
        if (own != Codes.NONE) {
            tally = tallyWithout(own, counts, raters);
        } else {
            tally = tally(counts.accepted(), 0, raters.planes(), raters.words())
                    + tally(counts.accepted(), raters.entries(), raters.size(), codeBits);
        }
        return new Neighborhood(arrays.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally)), List.of());
    }

    private Neighborhood listed(CustomerCounts counts, int own, int nearest, MovieCopy raters) {
        raters.toList();
        int[] leftOut = packed.row(own);
        long ratings = 0;
        long codeSum = 0;
        NearestFirst list = new NearestFirst(nearest);
        int[] entries = raters.entries();
        for (int r = 0, n = raters.size(); r < n; r++) {
            int rater = entries[r] >>> codeBits;
            int code = entries[r] & codeMask;
            int with = counts.with(rater) - leftOut[code];
            if (code != Codes.NONE && rater != counts.customer() && packed.accepts(with)) {
                ratings++;
                codeSum += code;
                list(list, rater, code, packed.common(with), arrays.codes.gap(packed.gap(with)));
            }
        }
        return new Neighborhood(arrays.codes.tally(ratings, codeSum), list.sorted());
    }

    /** Count and sum of codes of those who are neighbors without the movie itself, which the customer has rated. */
    private long tallyWithout(int own, CustomerCounts counts, MovieCopy raters) {
        int[] leftOut = packed.row(own);
        long tally = 0;
        if (raters.planes().length == MovieRow.WHOLE_STARS_PLANES) {
            tally = tallyWithout(leftOut, counts, raters.planes(), raters.words());
        } else {
            raters.toList();
        }
        int[] entries = raters.entries();
        for (int r = 0, n = raters.size(); r < n; r++) {
            tally += tallyWithout(leftOut, counts, entries[r] >>> codeBits, entries[r] & codeMask);
        }
        return tally;
    }

    /** Along the usual scale's planes, without a list in between. */
    private long tallyWithout(int[] leftOut, CustomerCounts counts, long[][] planes, int words) {
        long tally = 0;
        for (int word = 0; word < words; word++) {
            long low = planes[0][word];
            long middle = planes[1][word];
            long high = planes[2][word];
            for (long rated = low | middle | high; rated != 0; rated &= rated - 1) {
                int bit = Long.numberOfTrailingZeros(rated);
                int code = (int) (low >>> bit & 1) | (int) (middle >>> bit & 1) << 1 | (int) (high >>> bit & 1) << 2;
                tally += tallyWithout(leftOut, counts, word << 6 | bit, code);
            }
        }
        return tally;
    }

    private long tallyWithout(int[] leftOut, CustomerCounts counts, int rater, int code) {
        return code != Codes.NONE && rater != counts.customer() && packed.accepts(counts.with(rater) - leftOut[code])
                ? MovieTallies.pack(1, code)
                : 0;
    }

    /** Count and sum of codes of the accepted raters in a list, packed as {@link MovieTallies} does. */
    static long tally(long[] accepted, int[] entries, int size, int codeBits) {
        int codeMask = (1 << codeBits) - 1;
        long count = 0;
        long codeSum = 0;
        for (int r = 0; r < size; r++) {
            int rater = entries[r] >>> codeBits;
            if (rater >>> 6 < accepted.length) {
                // Zero for those who are no neighbors: which raters are, no processor can guess.
                int code = entries[r] & codeMask & -(int) (accepted[rater >>> 6] >>> rater & 1);
                count += -code >>> (Integer.SIZE - 1);
                codeSum += code;
            }
        }
        return MovieTallies.pack(count, codeSum);
    }

    /**
     * Count and sum of codes of the accepted raters in planes, packed as {@link MovieTallies} does.
     *
     * @param from the word of {@code accepted} that belongs to the planes' first
     */
    static long tally(long[] accepted, int from, long[][] planes, int words) {
        int length = Math.min(words, accepted.length - from);
        return planes.length == MovieRow.WHOLE_STARS_PLANES
                ? tally(accepted, from, planes[0], planes[1], planes[2], length)
                : tallyOfAny(accepted, from, planes, length);
    }

    private static long tally(long[] accepted, int from, long[] p0, long[] p1, long[] p2, int length) {
        long count = 0;
        long codeSum = 0;
        for (int word = 0; word < length; word++) {
            long neighbors = accepted[from + word];
            long low = p0[word] & neighbors;
            long middle = p1[word] & neighbors;
            long high = p2[word] & neighbors;
            count += Long.bitCount(low | middle | high);
            codeSum += Long.bitCount(low) + 2 * Long.bitCount(middle) + 4 * Long.bitCount(high);
        }
        return MovieTallies.pack(count, codeSum);
    }

    private static long tallyOfAny(long[] accepted, int from, long[][] planes, int length) {
        long count = 0;
        long codeSum = 0;
        for (int word = 0; word < length; word++) {
            count += Long.bitCount(accepted[from + word] & MovieRow.rated(planes, word));
            for (int plane = 0; plane < planes.length; plane++) {
                codeSum += (long) Long.bitCount(accepted[from + word] & planes[plane][word]) << plane;
            }
        }
        return MovieTallies.pack(count, codeSum);
    }
}
