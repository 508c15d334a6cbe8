package dev.ratecast.known.memory;

import dev.ratecast.known.NeighborRule;
import java.math.BigInteger;

/**
 * How many movies two customers have in common and the sum of the gaps between their codes, in one int: the sum in the
 * lower bits, the count above. Differences of such numbers add up like the numbers themselves.
 */
final class PackedCounts {
    /** Customers are decided on in so many parts at a time, one for each byte of an int. */
    private static final int PARTS = 4;
    /** Words, and customers, of a part. */
    private static final int WORDS = 4;

    private static final int PART = WORDS * Long.SIZE;

    private final int gapBits;
    private final int mostCommon;
    private final int codeBits;
    private final int largestCode;
    private final int unitsPerStep;
    private final NeighborRule rule;
    /** The rule in codes: {@code gap · gapFactor ≤ common · commonFactor}. */
    private final long gapFactor;

    private final long commonFactor;
    /** Whether the rule never leaves 32 bits. */
    private final boolean smallFactors;

    PackedCounts(Codes codes, NeighborRule rule) {
        int largestGap = codes.largest() - 1;
        int bits = 1;
        while (largestGap * ((1L << (Integer.SIZE - bits)) - 1) >= 1L << bits) {
            bits++;
        }
        this.gapBits = bits;
        this.mostCommon = (int) ((1L << (Integer.SIZE - bits)) - 1);
        this.codeBits = codes.bits();
        this.largestCode = codes.largest();
        this.unitsPerStep = codes.unitsPerStep();
        this.rule = rule;
        long perGap = rule.denominator() * unitsPerStep;
        long divisor = BigInteger.valueOf(perGap)
                .gcd(BigInteger.valueOf(rule.numerator()))
                .longValueExact();
        this.gapFactor = perGap / divisor;
        this.commonFactor = rule.numerator() / divisor;
        this.smallFactors = gapFactor < 1 << (Integer.SIZE - 1 - bits) && commonFactor * mostCommon < Integer.MAX_VALUE;
    }

    int gapBits() {
        return gapBits;
    }

    /** How many movies may be counted at most. */
    int mostCommon() {
        return mostCommon;
    }

    /** What one movie adds. {@link Codes#NONE} on either side adds nothing. */
    int of(int code, int other) {
        return code == Codes.NONE || other == Codes.NONE ? 0 : (1 << gapBits) + Math.abs(code - other);
    }

    int common(int counts) {
        return counts >>> gapBits;
    }

    int gap(int counts) {
        return counts & ((1 << gapBits) - 1);
    }

    /** Whether customers with these counts are neighbors. */
    boolean accepts(int counts) {
        int common = counts >>> gapBits;
        return common > 0 && (counts & ((1 << gapBits) - 1)) * gapFactor <= common * commonFactor;
    }

    /**
     * Decides who is accepted, of whole words of customers.
     *
     * @param counts packed counts by customer
     * @param first the first word; {@code end} the one behind the last
     * @param accepted takes a bit for every customer
     */
    void accept(int[] counts, int first, int end, long[] accepted) {
        if (!smallFactors) {
            for (int word = first; word < end; word++) {
                accepted[word] = acceptWide(counts, word * Long.SIZE);
            }
            return;
        }
        int[][] parts = new int[PARTS][PART];
        for (int word = first; word < end; word += PARTS * WORDS) {
            for (int part = 0; part < PARTS; part++) {
                int from = (word + part * WORDS) * Long.SIZE;
                if (from < end * Long.SIZE) {
                    // To where the loop's arrays have one index: only such loops are widened.
                    System.arraycopy(counts, from, parts[part], 0, Math.min(PART, end * Long.SIZE - from));
                    decide(parts[part]);
                }
            }
            join(parts[0], parts[1], parts[2], parts[3]);
            for (int i = 0; i < WORDS; i++) {
                pack(parts[0], i * Long.SIZE, accepted, word + i, end);
            }
        }
    }

    private long acceptWide(int[] counts, int first) {
        long bits = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            bits |= (accepts(counts[first + i]) ? 1L : 0L) << i;
        }
        return bits;
    }

    /** Turns counts into ones and zeros. */
    private void decide(int[] part) {
        int gapMask = (1 << gapBits) - 1;
        int shift = gapBits;
        int perGap = (int) gapFactor;
        int perCommon = (int) commonFactor;
        for (int i = 0; i < PART; i++) {
            int common = part[i] >>> shift;
            int room = common * perCommon - (part[i] & gapMask) * perGap;
            // The sign bits of: room is not negative; common is not zero.
            part[i] = (~room & -common) >>> (Integer.SIZE - 1);
        }
    }

    /** Puts the parts' ones and zeros into the bytes of one, so that each step of packing them is four at once. */
    private static void join(int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < PART; i++) {
            a[i] = a[i] | (b[i] << 8) | (c[i] << 16) | (d[i] << 24);
        }
    }

    /** Packs 64 customers of each part, from {@code first} on, whose words are {@link #WORDS} apart. */
    private static void pack(int[] joined, int first, long[] accepted, int word, int end) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int at = first + shift;
            int eight = joined[at]
                    | (joined[at + 1] << 1)
                    | (joined[at + 2] << 2)
                    | (joined[at + 3] << 3)
                    | (joined[at + 4] << 4)
                    | (joined[at + 5] << 5)
                    | (joined[at + 6] << 6)
                    | (joined[at + 7] << 7);
            a |= (long) (eight & 0xFF) << shift;
            b |= (long) (eight >>> 8 & 0xFF) << shift;
            c |= (long) (eight >>> 16 & 0xFF) << shift;
            d |= (long) (eight >>> 24) << shift;
        }
        set(accepted, word, end, a);
        set(accepted, word + WORDS, end, b);
        set(accepted, word + 2 * WORDS, end, c);
        set(accepted, word + 3 * WORDS, end, d);
    }

    private static void set(long[] accepted, int word, int end, long bits) {
        if (word < end) {
            accepted[word] = bits;
        }
    }

    /** What one movie adds, by the other's code, for this code. */
    int[] row(int code) {
        int[] row = new int[1 << codeBits];
        for (int other = 0; other <= largestCode; other++) {
            row[other] = of(code, other);
        }
        return row;
    }

    /** What one movie adds, by {@code code << codeBits | other}. */
    int[] square() {
        int[] square = new int[1 << (2 * codeBits)];
        for (int code = 0; code <= largestCode; code++) {
            System.arraycopy(row(code), 0, square, code << codeBits, 1 << codeBits);
        }
        return square;
    }

    NeighborRule rule() {
        return rule;
    }
}
