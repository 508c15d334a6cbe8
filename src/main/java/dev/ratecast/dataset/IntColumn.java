package dev.ratecast.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing column of ints in chunks, so that growing copies nothing. A chunk that is full is kept in bytes or chars where
 * all its numbers fit, as multiples of a unit where they are such: 100 million ratings with dates then take 9 bytes each
 * instead of 16. Chunks stay below half a region of the garbage collector in a heap of any size, since a larger array takes
 * whole regions.
 */
final class IntColumn {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;
    private static final int BYTES = 1 << Byte.SIZE;
    private static final int CHARS = 1 << Character.SIZE;

    private final int unit;
    /** Arrays of bytes, chars or ints, all numbers unsigned where they are narrower than ints, or {@link Multiples}. */
    private final List<Object> chunks = new ArrayList<>();

    private int[] last = {};
    private int size;

    IntColumn() {
        this(1);
    }

    /**
     * A column without numbers.
     *
     * @param unit that numbers, unsigned, are often multiples of
     */
    IntColumn(int unit) {
        this.unit = unit;
    }

    void add(int value) {
        int offset = size & MASK;
        if (offset == 0) {
            if (size > 0) {
                chunks.set(chunks.size() - 1, narrowed(last));
            }
            last = new int[CHUNK];
            chunks.add(last);
        }
        last[offset] = value;
        size++;
    }

    int get(int row) {
        Object chunk = chunks.get(row >>> CHUNK_BITS);
        int offset = row & MASK;
        if (chunk instanceof int[] ints) {
            return ints[offset];
        }
        if (chunk instanceof char[] chars) {
            return chars[offset];
        }
        return chunk instanceof Multiples multiples
                ? multiples.counts()[offset] * unit
                : ((byte[]) chunk)[offset] & 0xFF;
    }

    int size() {
        return size;
    }

    private Object narrowed(int[] numbers) {
        int all = 0;
        boolean multiples = unit > 1;
        for (int number : numbers) {
            all |= number;
            multiples = multiples
                    && Integer.remainderUnsigned(number, unit) == 0
                    && Integer.compareUnsigned(Integer.divideUnsigned(number, unit), CHARS) < 0;
        }
        if (all >= 0 && all < BYTES) {
            byte[] bytes = new byte[CHUNK];
            for (int i = 0; i < CHUNK; i++) {
                bytes[i] = (byte) numbers[i];
            }
            return bytes;
        }
        if (all >= 0 && all < CHARS) {
            return chars(numbers, 1);
        }
        return multiples ? new Multiples(chars(numbers, unit)) : numbers;
    }

    private static char[] chars(int[] numbers, int unit) {
        char[] chars = new char[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            chars[i] = (char) Integer.divideUnsigned(numbers[i], unit);
        }
        return chars;
    }

    /** How many units each number is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Multiples(char[] counts) {}
}
