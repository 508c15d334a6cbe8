package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * How one customer compares with all others as of a version: common movies and gaps, packed, and who is accepted as a
 * neighbor on movies that the customer has not rated. Changes of the log move it to another version, back or forth.
 *
 * <p>An object belongs to one reader at a time.
 */
final class CustomerCounts {
    /** Above this many of the customer's own changes it is cheaper to count anew. */
    private static final int MOST_OWN_CHANGES = 24;

    private final RatingArrays arrays;
    private final PackedCounts packed;
    final CustomerCopy own = new CustomerCopy();
    private int customer = IdIndex.NONE;
    private long id = IdIndex.NO_ID;
    private long version;
    private int[] counts = {};
    private long[] accepted = {};

    CustomerCounts(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
    }

    int customer() {
        return customer;
    }

    long id() {
        return id;
    }

    /** Packed counts with a customer; 0 for one that came later. */
    int with(int other) {
        return other < counts.length ? counts[other] : 0;
    }

    /** A bit for every customer who is accepted. */
    long[] accepted() {
        return accepted;
    }

    boolean accepts(int other) {
        int word = other >>> 6;
        return word < accepted.length && (accepted[word] >>> other & 1) != 0;
    }

    /** Counts anew. The history is the customer's at the cut. */
    void count(Cut cut, int asker, long askerId, CustomerCopy history, Scratch scratch) {
        customer = asker;
        id = askerId;
        own.copy(history);
        version = cut.version();
        int limit = arrays.customers.limit();
        reserve(limit);
        Arrays.fill(counts, 0);
        addLists();
        addPlanes(scratch.sliced, limit);
        recountChanged(cut, scratch);
        decide();
    }

    private void addLists() {
        int codeBits = arrays.codes.bits();
        int codeMask = (1 << codeBits) - 1;
        for (int i = 0, n = own.size(); i < n; i++) {
            MovieRow row = arrays.byMovie.row(own.movie(i));
            int length = row.length();
            // Asked after the length: every customer of a visible entry is below it.
            reserve(arrays.customers.limit());
            int[] adds = packed.row(own.code(i));
            int[] entries = row.entries;
            int[] sums = counts;
            for (int r = 0; r < length; r++) {
                int entry = entries[r];
                sums[entry >>> codeBits] += adds[entry & codeMask];
            }
        }
    }

    private void addPlanes(SlicedCounts sliced, int limit) {
        int dense = 0;
        long[][][] planes = new long[own.size()][][];
        int[] codes = new int[own.size()];
        for (int i = 0, n = own.size(); i < n; i++) {
            MovieRow row = arrays.byMovie.row(own.movie(i));
            if (row.isDense()) {
                planes[dense] = row.planes();
                codes[dense++] = own.code(i);
            }
        }
        if (dense == 0) {
            return;
        }
        int largestCode = arrays.codes.largest();
        for (int first = 0; first < limit; first += SlicedCounts.CUSTOMERS) {
            sliced.begin(dense, largestCode - 1);
            for (int i = 0; i < dense; i++) {
                sliced.add(planes[i], first >>> 6, codes[i], largestCode);
            }
            sliced.finish();
            sliced.expand(counts, first, Math.min(limit, first + SlicedCounts.CUSTOMERS));
        }
    }

    /** Counts again, from their own rows at the cut, with the customers who were changed while the rest was counted. */
    private void recountChanged(Cut cut, Scratch scratch) {
        ChangeLog log = arrays.log;
        long met = cut.met();
        if (met == version) {
            return;
        }
        byte[] codeOf = scratch.spread(own, arrays.movies.limit());
        for (long position = version; position < met; position++) {
            int other = log.customer(position);
            if (other != ChangeLog.FACTS && other != customer) {
                cut.copyHistory(other, scratch.other);
                reserve(other + 1);
                counts[other] = counted(scratch.other, codeOf);
            }
        }
        scratch.clear(own);
        log.requireKept(version);
    }

    private int counted(CustomerCopy history, byte[] codeOf) {
        int sum = 0;
        for (int i = 0, n = history.size(); i < n; i++) {
            int movie = history.movie(i);
            sum += movie < codeOf.length ? packed.of(codeOf[movie] & 0xFF, history.code(i)) : 0;
        }
        return sum;
    }

    private void decide() {
        int[] lanes = new int[Long.SIZE];
        for (int word = 0; word < accepted.length; word++) {
            accepted[word] = packed.accepted(counts, word * Long.SIZE, lanes);
        }
        exceptSelf();
    }

    private void exceptSelf() {
        if (customer >>> 6 < accepted.length) {
            accepted[customer >>> 6] &= ~(1L << customer);
        }
    }

    /**
     * Moves to the cut's version by the changes in between.
     *
     * @return whether it did; else it has to count anew
     */
    boolean moveTo(Cut cut, CustomerCopy history, Scratch scratch) {
        ChangeLog log = arrays.log;
        long from = Math.min(version, cut.version());
        long to = Math.max(version, cut.version());
        if (from == to) {
            return true;
        }
        if (log.started() - from >= arrays.settings.logCapacity()) {
            return false;
        }
        boolean forward = cut.version() == to;
        boolean ownChanged = false;
        byte[] codeOf = scratch.spread(own, arrays.movies.limit());
        for (long position = from; position < to; position++) {
            int other = log.customer(position);
            int movie = log.movie(position);
            if (other == customer) {
                ownChanged = true;
            } else if (other != ChangeLog.FACTS && movie < codeOf.length && codeOf[movie] != Codes.NONE) {
                int mine = codeOf[movie] & 0xFF;
                int delta = packed.of(mine, log.codeAfter(position)) - packed.of(mine, log.codeBefore(position));
                add(other, forward ? delta : -delta);
            }
        }
        scratch.clear(own);
        log.requireKept(from);
        version = cut.version();
        return !ownChanged || takeOver(cut, history, scratch);
    }

    /** Replaces the customer's own ratings; the others' are those of the cut already. */
    private boolean takeOver(Cut cut, CustomerCopy history, Scratch scratch) {
        int changes = 0;
        for (int i = 0, n = own.size(); i < n; i++) {
            changes += history.codeOf(own.movie(i)) != own.code(i) ? 1 : 0;
        }
        for (int i = 0, n = history.size(); i < n; i++) {
            changes += own.codeOf(history.movie(i)) == Codes.NONE ? 1 : 0;
        }
        if (changes > MOST_OWN_CHANGES) {
            return false;
        }
        for (int i = 0, n = own.size(); i < n; i++) {
            replaceOwn(cut, own.movie(i), own.code(i), history.codeOf(own.movie(i)), scratch.raters);
        }
        for (int i = 0, n = history.size(); i < n; i++) {
            if (own.codeOf(history.movie(i)) == Codes.NONE) {
                replaceOwn(cut, history.movie(i), Codes.NONE, history.code(i), scratch.raters);
            }
        }
        own.copy(history);
        exceptSelf();
        return true;
    }

    private void replaceOwn(Cut cut, int movie, int before, int after, MovieCopy raters) {
        if (before == after) {
            return;
        }
        cut.copyRaters(movie, raters);
        raters.toList();
        int codeBits = arrays.codes.bits();
        int[] entries = raters.entries();
        for (int r = 0, n = raters.size(); r < n; r++) {
            int code = entries[r] & ((1 << codeBits) - 1);
            add(entries[r] >>> codeBits, packed.of(after, code) - packed.of(before, code));
        }
    }

    private void add(int other, int delta) {
        if (delta == 0) {
            return;
        }
        reserve(other + 1);
        counts[other] += delta;
        long bit = 1L << other;
        if (packed.accepts(counts[other]) && other != customer) {
            accepted[other >>> 6] |= bit;
        } else {
            accepted[other >>> 6] &= ~bit;
        }
    }

    private void reserve(int limit) {
        if (limit > counts.length) {
            // Whole words of customers.
            int words = (Math.max(limit, counts.length + (counts.length >> 4)) + Long.SIZE - 1) >>> 6;
            counts = Arrays.copyOf(counts, words * Long.SIZE);
            accepted = Arrays.copyOf(accepted, words);
        }
    }

    /** So many bytes for so many customers, all told. */
    static long bytes(int customers) {
        return customers * (long) Integer.BYTES + customers / 8 + 1_000;
    }
}
