package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A movie's raters: bit planes of the first customers and a list of all behind them; either may be empty. Bit planes have a
 * bit for every customer in each of {@link Codes#bits()} planes, the code's lowest bit in the first plane; they stand in blocks
 * of {@link SlicedCounts#CUSTOMERS} customers, of which the last may be shorter. In the list an
 * entry is the customer's index and, in its lowest bits, the code; it stands in ascending order up to {@link #sorted}, then
 * in order of arrival; a taken-back rating leaves an entry with {@link Codes#NONE}.
 *
 * <p>Implementation notes: one thread writes; entries, once visible, change their code only. A row and the one that
 * replaces it may share their planes.
 */
final class MovieRow {
    /** The planes of the usual scale have loops of their own: one without a loop inside is several times faster. */
    static final int WHOLE_STARS_PLANES = 3;

    private static final int[] NO_ENTRIES = {};
    private static final long[][][] NO_BLOCKS = {};
    static final MovieRow EMPTY = new MovieRow(NO_BLOCKS, NO_ENTRIES, 0);

    private static final VarHandle LENGTH;

    static {
        try {
            LENGTH = MethodHandles.lookup().findVarHandle(MovieRow.class, "length", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** By block, bit of a code, and word. */
    final long[][][] blocks;

    final int[] entries;
    final int sorted;

    @SuppressWarnings("UnusedVariable") // through LENGTH
    private int length;

    /**
     * Planes and a list.
     *
     * @param blocks of planes
     * @param entries of customers behind the planes; the first {@code length} of them, in ascending order
     */
    MovieRow(long[][][] blocks, int[] entries, int length) {
        this.blocks = blocks;
        this.entries = entries;
        this.sorted = length;
        this.length = length;
    }

    /** How many words of 64 customers the planes have. */
    int words() {
        return words(blocks);
    }

    private static int words(long[][][] blocks) {
        int last = blocks.length - 1;
        return last < 0 ? 0 : last * SlicedCounts.WORDS + blocks[last][0].length;
    }

    /** Empty planes of so many words. */
    static long[][][] planes(int words, int codeBits) {
        return longer(NO_BLOCKS, words, codeBits);
    }

    /** The same planes, followed by empty ones up to so many words; full blocks are shared. */
    static long[][][] longer(long[][][] blocks, int words, int codeBits) {
        long[][][] longer = Arrays.copyOf(blocks, (words + SlicedCounts.WORDS - 1) / SlicedCounts.WORDS);
        for (int block = words(blocks) / SlicedCounts.WORDS; block < longer.length; block++) {
            int length = Math.min(SlicedCounts.WORDS, words - block * SlicedCounts.WORDS);
            longer[block] = new long[codeBits][length];
            for (int plane = 0; block < blocks.length && plane < codeBits; plane++) {
                System.arraycopy(blocks[block][plane], 0, longer[block][plane], 0, blocks[block][plane].length);
            }
        }
        return longer;
    }

    /** How many entries of the list readers may read, those without a rating included. */
    int length() {
        return (int) LENGTH.getAcquire(this);
    }

    /** Appends to a list that has room. */
    void append(int entry) {
        int length = length();
        entries[length] = entry;
        LENGTH.setRelease(this, length + 1);
    }

    /** The place of a customer in the list, or −1. */
    int find(int customer, int codeBits) {
        int low = 0;
        int high = sorted - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = entries[middle] >>> codeBits;
            if (found == customer) {
                return middle;
            }
            if (found < customer) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        for (int place = sorted, n = length(); place < n; place++) {
            if (entries[place] >>> codeBits == customer) {
                return place;
            }
        }
        return -1;
    }

    /** The customers of a word who have a rating. */
    static long rated(long[][] planes, int word) {
        long rated = 0;
        for (long[] plane : planes) {
            rated |= plane[word];
        }
        return rated;
    }

    /** The code of a customer. */
    static int code(long[][] planes, int word, int bit) {
        int code = 0;
        for (int plane = 0; plane < planes.length; plane++) {
            code |= (int) (planes[plane][word] >>> bit & 1) << plane;
        }
        return code;
    }

    /** Gives a customer without a rating a code. */
    static void enter(long[][][] blocks, int customer, int code) {
        long[][] planes = blocks[customer / SlicedCounts.CUSTOMERS];
        int word = customer % SlicedCounts.CUSTOMERS >>> 6;
        for (int rest = code, plane = 0; rest != 0; rest >>>= 1, plane++) {
            if ((rest & 1) != 0) {
                planes[plane][word] |= 1L << customer;
            }
        }
    }

    /** Gives a customer that the planes reach to a code. */
    void set(int customer, int code) {
        set(blocks[customer / SlicedCounts.CUSTOMERS], customer % SlicedCounts.CUSTOMERS, code);
    }

    /** Gives a customer a code in planes that are long enough. */
    static void set(long[][] planes, int customer, int code) {
        int word = customer >>> 6;
        long bit = 1L << customer;
        for (int plane = 0; plane < planes.length; plane++) {
            if ((code >>> plane & 1) != 0) {
                planes[plane][word] |= bit;
            } else {
                planes[plane][word] &= ~bit;
            }
        }
    }
}
