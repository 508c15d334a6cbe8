package dev.ratecast.dataset;

import java.util.Arrays;

/** Numbers ids from 0 in the order of their first appearance. Open addressing over primitive arrays. */
final class IdNumbers {
    private static final int EMPTY = -1;

    private long[] ids = new long[64];
    private int[] slots = filled(128);
    private int size;

    /** The number of an id, a new one where it is not known yet. */
    int add(long id) {
        int slot = slotOf(id);
        if (slots[slot] != EMPTY) {
            return slots[slot];
        }
        if (size == ids.length) {
            grow();
            slot = slotOf(id);
        }
        ids[size] = id;
        slots[slot] = size;
        return size++;
    }

    /** The number of an id, or −1. */
    int find(long id) {
        return slots[slotOf(id)];
    }

    long id(int number) {
        return ids[number];
    }

    int size() {
        return size;
    }

    private int slotOf(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[slot] != EMPTY && ids[slots[slot]] != id) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, ids.length * 2);
        slots = filled(ids.length * 2);
        for (int number = 0; number < size; number++) {
            slots[slotOf(ids[number])] = number;
        }
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
