package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * Counts common movies and gaps between one customer and a block of {@value #CUSTOMERS} others by bit slices: the n-th
 * bits of 64 counters stand in one word, and movies are added by carry-save adders, eight at a time (as in Harley and
 * Seal's population count; Warren, Hacker's Delight, 2nd edition, 5-1). A carry waits for the next one of its weight, so
 * that higher bits are touched half as often each. The cost depends on the number of movies, not on how popular they are.
 *
 * <p>Implementation notes: loops run over whole blocks, without calls and branches inside, which lets the compiler use the
 * widest registers. An object is one reader's own.
 */
final class SlicedCounts {
    /** Words of a whole block. */
    static final int WORDS = 512;

    static final int CUSTOMERS = WORDS * Long.SIZE;

    private static final int GROUP = 8;
    private static final long[] ZEROS = new long[WORDS];

    private final int gapBits;
    private final int gapPlanes;
    /** Counters by bit: the gap's, then the common movies', as {@link PackedCounts} packs them. */
    private final long[][] counters = new long[Integer.SIZE][WORDS];

    /** By movie of the group. */
    private final long[][] rated = new long[GROUP][WORDS];
    /** By bit of a gap, then by movie of the group; some are a movie's own planes. */
    private final long[][][] gaps;
    /** By movie of the group, then by bit: where gaps are computed. */
    private final long[][][] computed;
    /** By movie of the group: planes that end within the block, made as long as all others. */
    private final long[][][] padded;

    /** By bit of a counter: a carry that waits to be added there, where {@link #waits} says so. */
    private final long[][] waiting = new long[Integer.SIZE][WORDS];

    private final boolean[] waits = new boolean[Integer.SIZE];

    private final int largestCode;
    private long[] carry = new long[WORDS];
    private final long[] two = new long[WORDS];
    private final long[] otherTwo = new long[WORDS];
    private final long[] four = new long[WORDS];
    private int filled;
    /** How many bits the gaps of the group take. */
    private int groupPlanes;

    private int gapTop;
    private int commonTop;
    /** How many words of the block are in use; all loops end there. */
    private int words;

    SlicedCounts(Codes codes, PackedCounts packed) {
        gapBits = packed.gapBits();
        gapPlanes = Integer.SIZE - Integer.numberOfLeadingZeros(codes.largest() - 1);
        gaps = new long[gapPlanes][GROUP][];
        computed = new long[GROUP][gapPlanes][WORDS];
        padded = new long[GROUP][codes.bits()][WORDS];
        largestCode = codes.largest();
    }

    /** How many bits the gaps between a code and all others take: movies are added fastest in the order of it. */
    static int gapPlanes(int code, int largestCode) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(code - 1, largestCode - code));
    }

    /** Begins a block of so many customers, for at most so many movies. */
    void begin(int movies, int customers) {
        words = Math.min(WORDS, (customers + Long.SIZE - 1) >>> 6);
        gapTop = Long.SIZE - Long.numberOfLeadingZeros((long) movies * (largestCode - 1));
        gapTop = Math.min(gapBits, gapTop);
        commonTop = Math.min(Integer.SIZE, gapBits + Integer.SIZE - Integer.numberOfLeadingZeros(movies));
        for (long[] counter : counters) {
            System.arraycopy(ZEROS, 0, counter, 0, words);
        }
        filled = 0;
        groupPlanes = 0;
    }

    /** Adds a movie, which the customer gave {@code code}. The planes are read until the block is over. */
    void add(long[][] planes, int code) {
        long[][] whole = planes[0].length < words ? padded(planes) : planes;
        long[][] found = computed[filled].clone();
        if (largestCode == FiveSteps.LARGEST_CODE) {
            FiveSteps.gaps(whole, words, code, rated[filled], found);
        } else {
            anyGaps(whole, code, rated[filled], found);
        }
        int used = gapPlanes(code, largestCode);
        for (int bit = 0; bit < gapPlanes; bit++) {
            gaps[bit][filled] = bit < used ? found[bit] : ZEROS;
        }
        groupPlanes = Math.max(groupPlanes, used);
        if (++filled == GROUP) {
            addGroup();
        }
    }

    private long[][] padded(long[][] planes) {
        long[][] longer = padded[filled];
        for (int plane = 0; plane < planes.length; plane++) {
            int length = planes[plane].length;
            System.arraycopy(planes[plane], 0, longer[plane], 0, length);
            System.arraycopy(ZEROS, 0, longer[plane], length, words - length);
        }
        return longer;
    }

    /** Ends the block; from here on {@link #expand} has what was added. */
    void finish() {
        if (filled > 0) {
            for (; filled < GROUP; filled++) {
                System.arraycopy(ZEROS, 0, rated[filled], 0, words);
                for (long[][] bit : gaps) {
                    bit[filled] = ZEROS;
                }
            }
            addGroup();
        }
        for (int plane = 0; plane < Integer.SIZE; plane++) {
            if (waits[plane]) {
                waits[plane] = false;
                int top = plane < gapBits ? gapTop : commonTop;
                for (int upper = plane; upper < top; upper++) {
                    ripple(counters[upper], waiting[plane], words);
                }
            }
        }
    }

    /**
     * Writes the block's counters into {@code counts}, packed: those of the customers from {@code first} to {@code limit}.
     * The block is over then.
     */
    void expand(int[] counts, int first, int limit) {
        long mask = 0x0000FFFF0000FFFFL;
        for (int step = 16; step != 0; step >>= 1, mask ^= mask << step) {
            for (int row = 0; row < Integer.SIZE; row = (row + step + 1) & ~step) {
                swap(counters[row], counters[row + step], step, mask, words);
            }
        }
        for (int word = 0; word < words && first + word * Long.SIZE < limit; word++) {
            int customer = first + word * Long.SIZE;
            if (customer + Long.SIZE <= limit) {
                for (int i = 0; i < Integer.SIZE; i++) {
                    long two = counters[i][word];
                    counts[customer + i] = (int) two;
                    counts[customer + Integer.SIZE + i] = (int) (two >>> Integer.SIZE);
                }
            } else {
                for (int i = 0; customer + i < limit; i++) {
                    counts[customer + i] = (int) (counters[i & 31][word] >>> (i & 32));
                }
            }
        }
    }

    /**
     * A step of transposing squares of 32 by 32 bits, two squares in each word and all words at once, so that bit i of
     * row j becomes bit j of row i (Hacker's Delight, 7-3, counting bits from the lowest).
     */
    private static void swap(long[] upper, long[] lower, int step, long mask, int words) {
        for (int w = 0; w < words; w++) {
            long swapped = ((upper[w] >>> step) ^ lower[w]) & mask;
            upper[w] ^= swapped << step;
            lower[w] ^= swapped;
        }
    }

    private void addGroup() {
        filled = 0;
        addEight(rated, gapBits, commonTop);
        for (int bit = 0; bit < groupPlanes; bit++) {
            addEight(gaps[bit], bit, gapTop);
        }
        groupPlanes = 0;
    }

    /** Adds eight bits to each counter whose lowest bit is {@code lowest}. */
    private void addEight(long[][] bits, int lowest, int top) {
        carrySave(bits, counters[lowest], counters[lowest + 1], counters[lowest + 2]);
        int plane = lowest + 3;
        for (; plane < top && waits[plane]; plane++) {
            fullAdd(counters[plane], waiting[plane], carry, carry, words);
            waits[plane] = false;
        }
        if (plane < top) {
            long[] free = waiting[plane];
            waiting[plane] = carry;
            waits[plane] = true;
            carry = free;
        }
    }

    private static void ripple(long[] counter, long[] carry, int words) {
        for (int w = 0; w < words; w++) {
            long before = counter[w];
            counter[w] = before ^ carry[w];
            carry[w] = before & carry[w];
        }
    }

    /** Adds eight bits to three bits of the counters; what they cannot hold goes into {@link #carry}. */
    private void carrySave(long[][] bits, long[] ones, long[] twos, long[] fours) {
        fullAdd(ones, bits[0], bits[1], two, words);
        fullAdd(ones, bits[2], bits[3], otherTwo, words);
        fullAdd(twos, two, otherTwo, four, words);
        fullAdd(ones, bits[4], bits[5], two, words);
        fullAdd(ones, bits[6], bits[7], otherTwo, words);
        fullAdd(twos, two, otherTwo, carry, words);
        fullAdd(fours, four, carry, carry, words);
    }

    /** Adds two bits to a counter's bit. Kept small, because the compiler widens small loops only. */
    private static void fullAdd(long[] sum, long[] x, long[] y, long[] carry, int words) {
        for (int w = 0; w < words; w++) {
            long a = x[w];
            long b = y[w];
            long half = a ^ b;
            long c = sum[w];
            sum[w] = c ^ half;
            carry[w] = (a & b) | (half & c);
        }
    }

    /** The gaps between a code and any other, bit by bit: for each code of the scale, the customers who have it. */
    private void anyGaps(long[][] planes, int code, long[] all, long[][] bits) {
        Arrays.fill(all, 0, words, 0);
        for (long[] bit : bits) {
            Arrays.fill(bit, 0, words, 0);
        }
        for (int other = 1; other <= largestCode; other++) {
            int gap = Math.abs(code - other);
            for (int w = 0; w < words; w++) {
                long have = -1;
                for (int plane = 0; plane < planes.length; plane++) {
                    have &= planes[plane][w] ^ ((other >>> plane & 1) - 1L);
                }
                all[w] |= have;
                for (int bit = 0; bit < gapPlanes; bit++) {
                    bits[bit][w] |= have & -(long) (gap >>> bit & 1);
                }
            }
        }
    }
}
