package dev.ratecast.known.memory;

import dev.ratecast.known.NeighborRule;
import java.math.BigInteger;

/**
 * How many movies two customers have in common and the sum of the gaps between their codes, in one int: the sum in the
 * lower bits, the count above. Differences of such numbers add up like the numbers themselves.
 */
final class PackedCounts {
    /** Customers who are decided on at a time. */
    private static final int LANES = 1_024;

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
        int[] lanes = new int[LANES];
        for (int word = first; word < end; word += LANES / Long.SIZE) {
            int words = Math.min(LANES / Long.SIZE, end - word);
            // To where the loop's arrays have one index: only such loops are widened.
            System.arraycopy(counts, word * Long.SIZE, lanes, 0, words * Long.SIZE);
            decide(lanes);
            for (int i = 0; i < words; i++) {
                accepted[word + i] = packed(lanes, i * Long.SIZE);
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
    private void decide(int[] lanes) {
        int gapMask = (1 << gapBits) - 1;
        int shift = gapBits;
        int perGap = (int) gapFactor;
        int perCommon = (int) commonFactor;
        for (int i = 0; i < LANES; i++) {
            int common = lanes[i] >>> shift;
            int room = common * perCommon - (lanes[i] & gapMask) * perGap;
            // The sign bits of: room is not negative; common is not zero.
            lanes[i] = (~room & -common) >>> (Integer.SIZE - 1);
        }
    }

    private static long packed(int[] lanes, int first) {
        long bits = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            bits |= (long) lanes[first + i] << i;
        }
        return bits;
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
