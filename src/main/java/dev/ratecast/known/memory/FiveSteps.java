package dev.ratecast.known.memory;

/**
 * Gaps between codes from 1 to 5, as on whole stars, by bit slices: the three bits of |code − other| as formulas of the
 * other's three bits.
 */
final class FiveSteps {
    static final int LARGEST_CODE = 5;

    private FiveSteps() {}

    /**
     * Says of a block of customers who has a rating and how far it is from {@code code}.
     *
     * @param planes the others' codes, lowest bit first
     * @param low the gaps' lowest bits; {@code middle} and {@code high} their others
     */
    static void gaps(long[][] planes, int code, long[] rated, long[] low, long[] middle, long[] high) {
        long[] p0 = planes[0];
        long[] p1 = planes[1];
        long[] p2 = planes[2];
        switch (code) {
            case 1 -> toOne(p0, p1, p2, rated, low, middle, high);
            case 2 -> toTwo(p0, p1, p2, rated, low, middle, high);
            case 3 -> toThree(p0, p1, p2, rated, low, middle, high);
            case 4 -> toFour(p0, p1, p2, rated, low, middle, high);
            case 5 -> toFive(p0, p1, p2, rated, low, middle, high);
            default -> throw new IllegalArgumentException("no code from 1 to 5: " + code);
        }
    }

    private static void toOne(long[] p0, long[] p1, long[] p2, long[] rated, long[] g0, long[] g1, long[] g2) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            long all = p0[w] | p1[w] | p2[w];
            rated[w] = all;
            g0[w] = all & ~p0[w];
            g1[w] = (p1[w] & p0[w]) | (p2[w] & ~p0[w]);
            g2[w] = p2[w] & p0[w];
        }
    }

    private static void toTwo(long[] p0, long[] p1, long[] p2, long[] rated, long[] g0, long[] g1, long[] g2) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            rated[w] = p0[w] | p1[w] | p2[w];
            g0[w] = p0[w];
            g1[w] = p2[w];
            g2[w] = 0;
        }
    }

    private static void toThree(long[] p0, long[] p1, long[] p2, long[] rated, long[] g0, long[] g1, long[] g2) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            long all = p0[w] | p1[w] | p2[w];
            rated[w] = all;
            g0[w] = all & ~p0[w];
            g1[w] = p0[w] & ~p1[w];
            g2[w] = 0;
        }
    }

    private static void toFour(long[] p0, long[] p1, long[] p2, long[] rated, long[] g0, long[] g1, long[] g2) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            rated[w] = p0[w] | p1[w] | p2[w];
            g0[w] = p0[w];
            g1[w] = (p0[w] ^ p1[w]) & ~p2[w];
            g2[w] = 0;
        }
    }

    private static void toFive(long[] p0, long[] p1, long[] p2, long[] rated, long[] g0, long[] g1, long[] g2) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            long all = p0[w] | p1[w] | p2[w];
            rated[w] = all;
            g0[w] = all & ~p0[w];
            g1[w] = p1[w];
            g2[w] = p0[w] & ~p1[w] & ~p2[w];
        }
    }
}
