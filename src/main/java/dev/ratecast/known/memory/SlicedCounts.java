package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * Counts common movies and gaps between one customer and a block of {@value #CUSTOMERS} others by bit slices: the n-th
 * bits of 64 counters stand in one word, and movies are added by carry-save adders, eight at a time (as in Harley and
 * Seal's population count; Warren, Hacker's Delight, 2nd edition, 5-1). The cost depends on the number of movies, not on
 * how popular they are.
 *
 * <p>Implementation notes: loops run over whole blocks, without calls and branches inside, which lets the compiler use the
 * widest registers. An object is one reader's own.
 */
final class SlicedCounts {
    /** Words of a block. */
    static final int WORDS = 256;

    static final int CUSTOMERS = WORDS * Long.SIZE;

    private static final int GROUP = 8;
    private static final long[] ZEROS = new long[WORDS];

    private final int gapBits;
    private final int gapPlanes;
    /** Counters by bit: the gap's, then the common movies', as {@link PackedCounts} packs them. */
    private final long[][] counters = new long[Integer.SIZE][WORDS];

    private final long[][] rated = new long[GROUP][WORDS];
    /** By bit of a gap, then by movie of the group. */
    private final long[][][] gaps;

    private final long[][] chunk;
    private final long[] carry = new long[WORDS];
    private final int[] square = new int[Integer.SIZE];
    private int filled;
    private int gapTop;
    private int commonTop;

    SlicedCounts(Codes codes, PackedCounts packed) {
        gapBits = packed.gapBits();
        gapPlanes = Integer.SIZE - Integer.numberOfLeadingZeros(codes.largest() - 1);
        gaps = new long[gapPlanes][GROUP][WORDS];
        chunk = new long[codes.bits()][WORDS];
    }

    /** Begins a block, for at most so many movies. */
    void begin(int movies, int largestGap) {
        gapTop = Integer.SIZE - Long.numberOfLeadingZeros((long) movies * largestGap) + Integer.SIZE;
        gapTop = Math.min(gapBits, gapTop);
        commonTop = Math.min(Integer.SIZE, gapBits + Integer.SIZE - Integer.numberOfLeadingZeros(movies));
        for (long[] counter : counters) {
            Arrays.fill(counter, 0);
        }
        filled = 0;
    }

    /**
     * Adds a movie: the words of its planes from {@code from} on, which the customer gave {@code code}.
     *
     * @param largestCode the scale's largest code
     */
    void add(long[][] planes, int from, int code, int largestCode) {
        int length = Math.max(0, Math.min(WORDS, planes[0].length - from));
        for (int plane = 0; plane < chunk.length; plane++) {
            System.arraycopy(planes[plane], Math.min(from, planes[plane].length), chunk[plane], 0, length);
            Arrays.fill(chunk[plane], length, WORDS, 0);
        }
        if (largestCode == FiveSteps.LARGEST_CODE) {
            FiveSteps.gaps(chunk, code, rated[filled], gaps[0][filled], gaps[1][filled], gaps[2][filled]);
        } else {
            anyGaps(code, largestCode);
        }
        if (++filled == GROUP) {
            addGroup();
        }
    }

    /** Ends the block; from here on {@link #expand} has what was added. */
    void finish() {
        if (filled > 0) {
            for (; filled < GROUP; filled++) {
                System.arraycopy(ZEROS, 0, rated[filled], 0, WORDS);
                for (long[][] bit : gaps) {
                    System.arraycopy(ZEROS, 0, bit[filled], 0, WORDS);
                }
            }
            addGroup();
        }
    }

    /** Adds the block's counters to {@code counts}, packed: those of the customers from {@code first} to {@code limit}. */
    void expand(int[] counts, int first, int limit) {
        for (int word = 0; word < WORDS && first + word * Long.SIZE < limit; word++) {
            for (int half = 0; half < Long.SIZE; half += Integer.SIZE) {
                int customer = first + word * Long.SIZE + half;
                for (int bit = 0; bit < Integer.SIZE; bit++) {
                    square[bit] = (int) (counters[bit][word] >>> half);
                }
                transpose(square);
                for (int i = 0, n = Math.min(Integer.SIZE, limit - customer); i < n; i++) {
                    counts[customer + i] += square[i];
                }
            }
        }
    }

    private void addGroup() {
        filled = 0;
        addEight(rated, gapBits, commonTop);
        for (int bit = 0; bit < gapPlanes; bit++) {
            addEight(gaps[bit], bit, gapTop);
        }
    }

    /** Adds eight bits to each counter whose lowest bit is {@code lowest}. */
    private void addEight(long[][] bits, int lowest, int top) {
        carrySave(bits, counters[lowest], counters[lowest + 1], counters[lowest + 2], carry);
        for (int plane = lowest + 3; plane < top; plane++) {
            ripple(counters[plane], carry);
        }
    }

    private static void ripple(long[] counter, long[] carry) {
        for (int w = 0; w < WORDS; w++) {
            long before = counter[w];
            counter[w] = before ^ carry[w];
            carry[w] = before & carry[w];
        }
    }

    private static void carrySave(long[][] x, long[] ones, long[] twos, long[] fours, long[] eights) {
        long[] x0 = x[0];
        long[] x1 = x[1];
        long[] x2 = x[2];
        long[] x3 = x[3];
        long[] x4 = x[4];
        long[] x5 = x[5];
        long[] x6 = x[6];
        long[] x7 = x[7];
        for (int w = 0; w < WORDS; w++) {
            long one = ones[w];
            long two = twos[w];
            long four = fours[w];
            long half = x0[w] ^ x1[w];
            long a = (x0[w] & x1[w]) | (half & one);
            one ^= half;
            half = x2[w] ^ x3[w];
            long b = (x2[w] & x3[w]) | (half & one);
            one ^= half;
            half = a ^ b;
            long c = (a & b) | (half & two);
            two ^= half;
            half = x4[w] ^ x5[w];
            a = (x4[w] & x5[w]) | (half & one);
            one ^= half;
            half = x6[w] ^ x7[w];
            b = (x6[w] & x7[w]) | (half & one);
            one ^= half;
            half = a ^ b;
            long d = (a & b) | (half & two);
            two ^= half;
            half = c ^ d;
            eights[w] = (c & d) | (half & four);
            ones[w] = one;
            twos[w] = two;
            fours[w] = four ^ half;
        }
    }

    /** The gaps between a code and any other, bit by bit: for each code of the scale, the customers who have it. */
    private void anyGaps(int code, int largestCode) {
        long[] all = rated[filled];
        Arrays.fill(all, 0);
        for (long[][] bit : gaps) {
            Arrays.fill(bit[filled], 0);
        }
        for (int other = 1; other <= largestCode; other++) {
            int gap = Math.abs(code - other);
            for (int w = 0; w < WORDS; w++) {
                long have = -1;
                for (int plane = 0; plane < chunk.length; plane++) {
                    have &= chunk[plane][w] ^ ((other >>> plane & 1) - 1L);
                }
                all[w] |= have;
                for (int bit = 0; bit < gapPlanes; bit++) {
                    gaps[bit][filled][w] |= have & -(long) (gap >>> bit & 1);
                }
            }
        }
    }

    /** Makes bit j of row i bit i of row j (Hacker's Delight, 7-3, counting bits from the lowest). */
    private static void transpose(int[] rows) {
        int mask = 0x0000FFFF;
        for (int step = 16; step != 0; step >>= 1, mask ^= mask << step) {
            for (int row = 0; row < Integer.SIZE; row = (row + step + 1) & ~step) {
                int swapped = ((rows[row] >>> step) ^ rows[row + step]) & mask;
                rows[row] ^= swapped << step;
                rows[row + step] ^= swapped;
            }
        }
    }
}
