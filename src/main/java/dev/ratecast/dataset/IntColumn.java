package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.List;

/** A growing column of ints in chunks, so that growing copies nothing. */
final class IntColumn {
    private static final int CHUNK_BITS = 18;
    private static final int MASK = (1 << CHUNK_BITS) - 1;

    private final List<int[]> chunks = new ArrayList<>();
    private int size;

    void add(int value) {
        int offset = size & MASK;
        if (offset == 0) {
            chunks.add(new int[1 << CHUNK_BITS]);
        }
        chunks.get(size >>> CHUNK_BITS)[offset] = value;
        size++;
    }

    int get(int row) {
        return chunks.get(row >>> CHUNK_BITS)[row & MASK];
    }

    int size() {
        return size;
    }
}
