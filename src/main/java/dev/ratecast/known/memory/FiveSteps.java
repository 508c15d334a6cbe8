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
     * @param words how many words of them
     * @param rated takes a bit for everyone who has a rating
     * @param gaps by bit of the gaps, lowest first: where each may be written to. Replaced by a plane where that says the same;
     *     the highest is left as it is for codes from 2 to 4, whose gaps are at most 3
     */
    static void gaps(long[][] planes, int words, int code, long[] rated, long[][] gaps) {
        long[] p0 = planes[0];
        long[] p1 = planes[1];
        long[] p2 = planes[2];
        either(p0, p1, p2, rated, words);
        switch (code) {
            case 1 -> {
                without(rated, p0, gaps[0], words);
                choose(p0, p1, p2, gaps[1], words);
                both(p0, p2, gaps[2], words);
            }
            case 2 -> {
                gaps[0] = p0;
                gaps[1] = p2;
            }
            case 3 -> {
                without(rated, p0, gaps[0], words);
                without(p0, p1, gaps[1], words);
            }
            case 4 -> {
                gaps[0] = p0;
                differentWithout(p0, p1, p2, gaps[1], words);
            }
            case 5 -> {
                without(rated, p0, gaps[0], words);
                gaps[1] = p1;
                without(p0, p1, gaps[2], words);
                without(gaps[2], p2, gaps[2], words);
            }
            default -> throw new IllegalArgumentException("no code from 1 to 5: " + code);
        }
    }

    // One result in each loop: the compiler widens small loops only.

    private static void either(long[] a, long[] b, long[] c, long[] into, int words) {
        for (int w = 0; w < words; w++) {
            into[w] = a[w] | b[w] | c[w];
        }
    }

    private static void both(long[] a, long[] b, long[] into, int words) {
        for (int w = 0; w < words; w++) {
            into[w] = a[w] & b[w];
        }
    }

    private static void without(long[] a, long[] b, long[] into, int words) {
        for (int w = 0; w < words; w++) {
            into[w] = a[w] & ~b[w];
        }
    }

    /** {@code b} where {@code a} is set, else {@code c}. */
    private static void choose(long[] a, long[] b, long[] c, long[] into, int words) {
        for (int w = 0; w < words; w++) {
            into[w] = (a[w] & b[w]) | (~a[w] & c[w]);
        }
    }

    private static void differentWithout(long[] a, long[] b, long[] c, long[] into, int words) {
        for (int w = 0; w < words; w++) {
            into[w] = (a[w] ^ b[w]) & ~c[w];
        }
    }
}
