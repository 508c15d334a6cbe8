package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * One reader's own copy of a movie's raters: bit planes of the first customers, in one piece, and a list of the others, as
 * {@link MovieRow} describes them. To be used again and again.
 */
final class MovieCopy {
    private final int codeBits;
    private int[] entries = new int[64];
    private int size;
    private final long[][] planes;
    private int words;

    MovieCopy(int codeBits) {
        this.codeBits = codeBits;
        this.planes = new long[codeBits][0];
    }

    /** Takes the row as it is in this moment, changes in flight included. */
    void copy(MovieRow row) {
        words = row.words();
        for (int plane = 0; plane < codeBits; plane++) {
            if (planes[plane].length < words) {
                planes[plane] = new long[words];
            }
            for (int block = 0; block < row.blocks.length; block++) {
                long[] source = row.blocks[block][plane];
                System.arraycopy(source, 0, planes[plane], block * SlicedCounts.WORDS, source.length);
            }
        }
        size = row.length();
        ensure(size);
        System.arraycopy(row.entries, 0, entries, 0, size);
    }

    /** Gives a customer the code that the copy should have. */
    void set(int customer, int code) {
        if (customer >>> 6 < words) {
            MovieRow.set(planes, customer, code);
            return;
        }
        int place = 0;
        while (place < size && entries[place] >>> codeBits != customer) {
            place++;
        }
        if (place == size) {
            ensure(++size);
        }
        entries[place] = customer << codeBits | code;
    }

    /** Turns the planes into entries of the list. */
    void toList() {
        if (planes.length == MovieRow.WHOLE_STARS_PLANES) {
            wholeStarsToList();
        } else {
            for (int word = 0; word < words; word++) {
                ensure(size + Long.SIZE);
                for (long rated = MovieRow.rated(planes, word); rated != 0; rated &= rated - 1) {
                    int bit = Long.numberOfTrailingZeros(rated);
                    entries[size++] = (word << 6 | bit) << codeBits | MovieRow.code(planes, word, bit);
                }
            }
        }
        words = 0;
    }

    /** The usual scale's planes without a loop inside. */
    private void wholeStarsToList() {
        int to = size;
        for (int word = 0; word < words; word++) {
            ensure(to + Long.SIZE);
            int[] into = entries;
            long low = planes[0][word];
            long middle = planes[1][word];
            long high = planes[2][word];
            for (long rated = low | middle | high; rated != 0; rated &= rated - 1) {
                int bit = Long.numberOfTrailingZeros(rated);
                int code = (int) (low >>> bit & 1) | (int) (middle >>> bit & 1) << 1 | (int) (high >>> bit & 1) << 2;
                into[to++] = (word << 6 | bit) << codeBits | code;
            }
        }
        size = to;
    }

    /** The list, valid up to {@link #size()}; entries without a rating included. */
    int[] entries() {
        return entries;
    }

    int size() {
        return size;
    }

    /** Valid up to {@link #words()}. */
    long[][] planes() {
        return planes;
    }

    int words() {
        return words;
    }

    private void ensure(int length) {
        if (entries.length < length) {
            entries = Arrays.copyOf(entries, Growth.atLeast(length, entries.length));
        }
    }
}
