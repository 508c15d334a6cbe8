package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Numbers ids densely from 0: an open-addressing map from a long id to its index. One thread writes, any number read.
 * An index that was removed is given to a new id once no reader can mean the old one by it.
 */
final class IdIndex {
    static final int NONE = -1;
    /** The id of an index that belongs to nobody. */
    static final long NO_ID = -1;

    private static final int REMOVED = -1;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    /** Both arrays, replaced together. */
    private static final class Table {
        /** Index + 1; 0 where the slot was never used, {@link #REMOVED} where it was; the length is a power of two. */
        private final int[] slots;
        /** By index. */
        private final long[] ids;

        Table(int[] slots, long[] ids) {
            this.slots = slots;
            this.ids = ids;
        }
    }

    private volatile Table table = new Table(new int[64], ids(16));
    private volatile int limit;
    /** Slots that are not 0. */
    private int usedSlots;

    private int size;

    /** Freed indexes, oldest first, with the versions at which they were freed. */
    private int[] freed = new int[4];

    private long[] freedAt = new long[4];
    private int firstFreed;
    private int freedCount;

    /** The index of an id, or {@link #NONE}. */
    int find(long id) {
        Table read = table;
        int mask = read.slots.length - 1;
        for (int slot = home(id) & mask; ; slot = (slot + 1) & mask) {
            int entry = (int) SLOT.getAcquire(read.slots, slot);
            if (entry == 0) {
                return NONE;
            }
            if (entry > 0 && read.ids[entry - 1] == id) {
                return entry - 1;
            }
        }
    }

    /**
     * The index of an id, which is given one if it has none.
     *
     * @param oldest indexes freed before this version may be given again
     */
    int findOrAdd(long id, long oldest) {
        int found = find(id);
        return found != NONE ? found : add(id, oldest);
    }

    private int add(long id, long oldest) {
        int index = limit;
        if (freedCount > 0 && freedAt[firstFreed] < oldest) {
            index = freed[firstFreed];
            firstFreed = (firstFreed + 1) & (freed.length - 1);
            freedCount--;
        }
        if (index == table.ids.length || (usedSlots + 1) * 2L > table.slots.length) {
            rebuild(index + 1);
        }
        table.ids[index] = id;
        // Before the index can be found: whoever finds it has room for it.
        limit = Math.max(limit, index + 1);
        place(table, index);
        size++;
        return index;
    }

    /** Forgets an id; its index becomes free. */
    void remove(long id, long version) {
        Table current = table;
        int mask = current.slots.length - 1;
        int slot = home(id) & mask;
        while (current.slots[slot] <= 0 || current.ids[current.slots[slot] - 1] != id) {
            slot = (slot + 1) & mask;
        }
        int index = current.slots[slot] - 1;
        SLOT.setRelease(current.slots, slot, REMOVED);
        current.ids[index] = NO_ID;
        size--;
        free(index, version);
    }

    private void free(int index, long version) {
        if (freedCount == freed.length) {
            int[] indexes = new int[freedCount * 2];
            long[] versions = new long[freedCount * 2];
            for (int i = 0; i < freedCount; i++) {
                indexes[i] = freed[(firstFreed + i) & (freedCount - 1)];
                versions[i] = freedAt[(firstFreed + i) & (freedCount - 1)];
            }
            freed = indexes;
            freedAt = versions;
            firstFreed = 0;
        }
        int last = (firstFreed + freedCount++) & (freed.length - 1);
        freed[last] = index;
        freedAt[last] = version;
    }

    /** The id of an index, {@link #NO_ID} where it belongs to nobody. */
    long idOf(int index) {
        long[] ids = table.ids;
        return index < ids.length ? ids[index] : NO_ID;
    }

    /** One more than the largest index ever given. */
    int limit() {
        return limit;
    }

    /** How many ids there are. */
    int size() {
        return size;
    }

    /**
     * Gives every id another index, while nobody reads.
     *
     * @param order the present indexes in the order of the new ones; none may be free
     */
    void renumber(int[] order) {
        long[] ids = table.ids.clone();
        for (int index = 0; index < order.length; index++) {
            ids[index] = table.ids[order[index]];
        }
        table = new Table(table.slots, ids);
        rebuild(limit);
    }

    /** Makes room, and leaves removed slots behind. */
    private void rebuild(int indexes) {
        Table old = table;
        long[] ids = old.ids;
        if (indexes > ids.length) {
            ids = Arrays.copyOf(ids, Growth.atLeast(indexes, ids.length));
            Arrays.fill(ids, old.ids.length, ids.length, NO_ID);
        }
        int slots = old.slots.length;
        while ((size + 1) * 4L > slots) {
            slots *= 2;
        }
        Table grown = new Table(new int[slots], ids);
        usedSlots = 0;
        for (int index = 0; index < limit; index++) {
            if (ids[index] != NO_ID) {
                place(grown, index);
            }
        }
        table = grown;
    }

    private void place(Table into, int index) {
        int mask = into.slots.length - 1;
        int slot = home(into.ids[index]) & mask;
        while (into.slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        SLOT.setRelease(into.slots, slot, index + 1);
        usedSlots++;
    }

    private static long[] ids(int length) {
        long[] ids = new long[length];
        Arrays.fill(ids, NO_ID);
        return ids;
    }

    private static int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
