package dev.ratecast.known.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The counts of recent customers. A reader takes an entry out, works with it alone and puts it back, so that nobody waits:
 * whoever finds it taken counts for itself.
 */
final class CountsCache {
    static final long NO_VERSION = -1;

    private static final int MOST_ENTRIES = 8_192;
    /** So many places side by side are looked at for a customer, whatever fits beside. */
    private static final int WAYS = 8;

    private static final int SPENT_SLOTS = 1_024;

    private final long bytes;
    private final AtomicReferenceArray<@Nullable CustomerCounts> entries = new AtomicReferenceArray<>(MOST_ENTRIES);
    /** When an entry was put back, by its place; racy, a wrong one costs a good entry its place and nothing else. */
    private final long[] usedAt = new long[MOST_ENTRIES];

    private final AtomicLong uses = new AtomicLong();
    /** By customer modulo the length: the customer above, below what its requests have cost so far. */
    private final long[] spent = new long[SPENT_SLOTS];

    CountsCache(long bytes) {
        this.bytes = bytes;
    }

    /** Takes a customer's counts out, null where there are none. */
    @Nullable
    CustomerCounts take(int customer, long id, int customers) {
        int first = first(customer, customers);
        for (int place = first; place < first + WAYS; place++) {
            CustomerCounts entry = entries.get(place);
            if (entry != null && entry.customer() == customer && entries.compareAndSet(place, entry, null)) {
                return entry.id() == id ? entry : null;
            }
        }
        return null;
    }

    /** Whether a customer's counts are here. */
    boolean has(int customer, int customers) {
        return version(customer, customers) != NO_VERSION;
    }

    /** The version of the ratings that a customer's counts are of, or {@link #NO_VERSION} where there are none. */
    long version(int customer, int customers) {
        int first = first(customer, customers);
        for (int place = first; place < first + WAYS; place++) {
            CustomerCounts entry = entries.get(place);
            if (entry != null && entry.customer() == customer) {
                return entry.version();
            }
        }
        return NO_VERSION;
    }

    /**
     * Takes out, for a customer, counts of nobody, or those that were not used for longest where the customer's would go;
     * null while there is room.
     */
    @Nullable
    CustomerCounts takeOldest(int customer, int customers) {
        int first = first(customer, customers);
        int oldest = first;
        boolean room = false;
        for (int place = first; place < first + WAYS; place++) {
            CustomerCounts entry = entries.get(place);
            if (entry != null && entry.customer() == IdIndex.NONE && entries.compareAndSet(place, entry, null)) {
                return entry;
            }
            room |= entry == null;
            oldest = usedAt[place] < usedAt[oldest] ? place : oldest;
        }
        return room ? null : entries.getAndSet(oldest, null);
    }

    /** Puts counts back, or drops them where there is no room. */
    void put(CustomerCounts entry, IdIndex ids) {
        // Read before it is put there, where the writer may clear it.
        int customer = entry.customer();
        long id = entry.id();
        int first = first(customer, ids.limit());
        for (int place = first; place < first + WAYS; place++) {
            if (entries.compareAndSet(place, null, entry)) {
                usedAt[place] = uses.incrementAndGet();
                // Erased meanwhile: the writer may have looked here before.
                if (ids.idOf(customer) != id) {
                    entries.compareAndSet(place, entry, null);
                }
                return;
            }
        }
    }

    /** Forgets a customer's counts. */
    void forget(int customer) {
        for (int place = 0; place < MOST_ENTRIES; place++) {
            CustomerCounts entry = entries.get(place);
            if (entry != null && entry.customer() == customer && entries.compareAndSet(place, entry, null)) {
                // Its arrays are worth keeping, for whoever comes next.
                entry.clear();
                usedAt[place] = 0;
                entries.compareAndSet(place, null, entry);
            }
        }
        spendAnew(customer);
    }

    /** Adds up what a customer's requests cost while no counts were kept; returns the sum. */
    double spend(int customer, double nanos) {
        int slot = customer & (SPENT_SLOTS - 1);
        long before = spent[slot];
        long micros = (before >>> Integer.SIZE) == customer ? before & 0x7FFF_FFFF : 0;
        micros = Math.min(0x7FFF_FFFF, micros + (long) (nanos / 1_000));
        spent[slot] = (long) customer << Integer.SIZE | micros;
        return micros * 1_000.0;
    }

    /** Begins to add up anew what a customer's requests cost: its counts have just been paid for. */
    void spendAnew(int customer) {
        spent[customer & (SPENT_SLOTS - 1)] = 0;
    }

    /** The first of the places where a customer's counts may be. */
    private int first(int customer, int customers) {
        long fit = Math.min(MOST_ENTRIES, bytes / CustomerCounts.bytes(customers));
        return Math.floorMod(customer, (int) Math.max(1, fit / WAYS)) * WAYS;
    }
}
