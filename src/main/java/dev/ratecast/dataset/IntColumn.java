package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing column of ints in chunks, so that growing copies nothing. A chunk that is full is kept in bytes or chars where
 * all its numbers fit: 100 million ratings then take 11 bytes each instead of 16.
 */
final class IntColumn {
    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;
    private static final int BYTES = 1 << Byte.SIZE;
    private static final int CHARS = 1 << Character.SIZE;

    /** Arrays of bytes, chars or ints, all numbers unsigned where they are narrower than ints. */
    private final List<Object> chunks = new ArrayList<>();

    private int[] last = {};
    private int size;

    void add(int value) {
        int offset = size & MASK;
        if (offset == 0) {
            narrowLast();
            last = new int[CHUNK];
            chunks.add(last);
        }
        last[offset] = value;
        size++;
    }

    int get(int row) {
        Object chunk = chunks.get(row >>> CHUNK_BITS);
        int offset = row & MASK;
        if (chunk instanceof byte[] bytes) {
            return bytes[offset] & 0xFF;
        }
        return chunk instanceof char[] chars ? chars[offset] : ((int[]) chunk)[offset];
    }

    int size() {
        return size;
    }

    private void narrowLast() {
        if (chunks.isEmpty()) {
            return;
        }
        int all = 0;
        for (int value : last) {
            all |= value;
        }
        if (all >= 0 && all < BYTES) {
            byte[] bytes = new byte[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                bytes[i] = (byte) last[i];
            }
            chunks.set(chunks.size() - 1, bytes);
        } else if (all >= 0 && all < CHARS) {
            char[] chars = new char[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                chars[i] = (char) last[i];
            }
            chunks.set(chunks.size() - 1, chars);
        }
    }
}
