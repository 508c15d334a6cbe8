package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * Numbers ids densely from 0: an open-addressing map from a long id to its index. An index that was removed is given
 * to the next new id.
 */
final class IdIndex {
    static final int NONE = -1;

    /** Index + 1 by slot, 0 where the slot is free; the length is a power of two. */
    private int[] slots = new int[64];

    private long[] ids = new long[16];
    private int used;
    private int size;
    private int[] free = new int[4];
    private int freeCount;

    /** The index of an id, or {@link #NONE}. */
    int find(long id) {
        for (int slot = home(id); slots[slot] != 0; slot = next(slot)) {
            if (ids[slots[slot] - 1] == id) {
                return slots[slot] - 1;
            }
        }
        return NONE;
    }

    /** The index of an id, which is given one if it has none. */
    int findOrAdd(long id) {
        int found = find(id);
        if (found != NONE) {
            return found;
        }
        if ((size + 1) * 2L > slots.length) {
            grow();
        }
        int index = freeCount > 0 ? free[--freeCount] : used++;
        if (index == ids.length) {
            ids = Arrays.copyOf(ids, grown(ids.length));
        }
        ids[index] = id;
        place(index);
        size++;
        return index;
    }

    /** Forgets an id; its index becomes free. */
    void remove(long id) {
        int slot = home(id);
        while (ids[slots[slot] - 1] != id) {
            slot = next(slot);
        }
        int index = slots[slot] - 1;
        slots[slot] = 0;
        ids[index] = 0;
        // Entries behind the hole may have been pushed past it: put them where a search starts.
        for (int behind = next(slot); slots[behind] != 0; behind = next(behind)) {
            int moved = slots[behind] - 1;
            slots[behind] = 0;
            place(moved);
        }
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = index;
        size--;
    }

    long idOf(int index) {
        return ids[index];
    }

    /** One more than the largest index ever given. */
    int limit() {
        return used;
    }

    /** How long an array becomes that has to grow: half as long again. */
    static int grown(int length) {
        return length + (length >> 1) + 4;
    }

    private void place(int index) {
        int slot = home(ids[index]);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = index + 1;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int entry : old) {
            if (entry != 0) {
                place(entry - 1);
            }
        }
    }

    private int home(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
