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
    /** Customers that are counted together. */
    private final int range;

    final CustomerCopy own = new CustomerCopy();
    private int customer = IdIndex.NONE;
    private long id = IdIndex.NO_ID;
    private long version;
    private int[] counts = {};
    private long[] accepted = {};

    CustomerCounts(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
        this.range = arrays.settings.sharing().rangeBlocks() * SlicedCounts.CUSTOMERS;
    }

    int customer() {
        return customer;
    }

    long id() {
        return id;
    }

    /** The version that the counts are of. */
    long version() {
        return version;
    }

    /** Forgets the customer. */
    void clear() {
        customer = IdIndex.NONE;
        id = IdIndex.NO_ID;
        own.clear();
        Arrays.fill(counts, 0);
        Arrays.fill(accepted, 0);
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

    /**
     * Counts anew. The history is the customer's at the cut.
     *
     * @param shared whether other threads help
     */
    void count(Cut cut, int asker, long askerId, CustomerCopy history, boolean shared, Scratch scratch) {
        customer = asker;
        id = askerId;
        own.copy(history);
        version = cut.version();
        // Who comes to an index beyond has rated nothing at the cut.
        int limit = arrays.customers.limit();
        reserve(limit);
        OwnMovies movies = OwnMovies.of(arrays, own);
        if (shared) {
            int blocks = (limit + SlicedCounts.CUSTOMERS - 1) / SlicedCounts.CUSTOMERS;
            InTurn.forEach(blocks, block -> {
                int first = block * SlicedCounts.CUSTOMERS;
                count(movies, first, Math.min(limit, first + SlicedCounts.CUSTOMERS));
            });
        } else {
            count(movies, 0, limit);
        }
        Arrays.fill(counts, limit, counts.length, 0);
        Arrays.fill(accepted, (limit + Long.SIZE - 1) >>> 6, accepted.length, 0);
        movies.forEachLatecomer(limit, this::add);
        exceptSelf();
        recountChanged(cut, scratch);
    }

    /** Counts, and decides, with some customers, a range at a time, whose counts fit a core's cache. */
    private void count(OwnMovies movies, int from, int limit) {
        int[] places = movies.places(from);
        for (int first = from; first < limit; first += range) {
            int end = Math.min(limit, first + range);
            movies.countPlanes(counts, first, end);
            movies.addLists(counts, places, end);
            packed.accept(counts, first >>> 6, (end + Long.SIZE - 1) >>> 6, accepted);
        }
    }

    /** Counts again, from their own rows at the cut, with the customers who were changed while the rest was counted. */
    private void recountChanged(Cut cut, Scratch scratch) {
        ChangedCustomers changed = cut.changedCustomers();
        if (changed.isEmpty()) {
            return;
        }
        byte[] codeOf = scratch.spread(own, arrays.movies.limit());
        changed.forEach(other -> {
            if (other != customer) {
                cut.copyHistory(other, changed, scratch.other);
                add(other, counted(scratch.other, codeOf) - with(other));
            }
        });
        scratch.clear(own);
    }

    private int counted(CustomerCopy history, byte[] codeOf) {
        int sum = 0;
        for (int i = 0, n = history.size(); i < n; i++) {
            int movie = history.movie(i);
            sum += movie < codeOf.length ? packed.of(codeOf[movie] & 0xFF, history.code(i)) : 0;
        }
        return sum;
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
        int[] movies = new int[MOST_OWN_CHANGES];
        int[] before = new int[MOST_OWN_CHANGES];
        int[] after = new int[MOST_OWN_CHANGES];
        int changes = 0;
        byte[] now = scratch.spread(history, arrays.movies.limit());
        for (int i = 0, n = own.size(); i < n; i++) {
            int movie = own.movie(i);
            if ((now[movie] & 0xFF) != own.code(i) && changes++ < MOST_OWN_CHANGES) {
                movies[changes - 1] = movie;
                before[changes - 1] = own.code(i);
                after[changes - 1] = now[movie] & 0xFF;
            }
            now[movie] = Codes.NONE;
        }
        // What is left is new.
        for (int i = 0, n = history.size(); i < n; i++) {
            int movie = history.movie(i);
            if (now[movie] != Codes.NONE && changes++ < MOST_OWN_CHANGES) {
                movies[changes - 1] = movie;
                before[changes - 1] = Codes.NONE;
                after[changes - 1] = history.code(i);
            }
        }
        scratch.clear(history);
        if (changes > MOST_OWN_CHANGES) {
            return false;
        }
        for (int i = 0; i < changes; i++) {
            replaceOwn(cut, movies[i], before[i], after[i], scratch.raters);
        }
        own.copy(history);
        exceptSelf();
        return true;
    }

    private void replaceOwn(Cut cut, int movie, int before, int after, MovieCopy raters) {
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
