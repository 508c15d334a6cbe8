package dev.ratecast.known.memory;

/**
 * Gaps between codes from 1 to 5, as on whole stars, by bit slices: the three bits of |code − other| as formulas of the
 * other's three bits.
 */
final class FiveSteps {
    static final int LARGEST_CODE = 5;

    private FiveSteps() {}

    /**
     * Says of a block of customers who has a rating and how far it is from {@code code}. The gaps' highest bits are left as
     * they are for codes from 2 to 4, whose gaps are at most 3.
     *
     * @param planes the others' codes, lowest bit first
     * @param low the gaps' lowest bits; {@code middle} and {@code high} their others
     */
    static void gaps(long[][] planes, int code, long[] rated, long[] low, long[] middle, long[] high) {
        long[] p0 = planes[0];
        long[] p1 = planes[1];
        long[] p2 = planes[2];
        either(p0, p1, p2, rated);
        switch (code) {
            case 1 -> {
                without(rated, p0, low);
                choose(p0, p1, p2, middle);
                both(p0, p2, high);
            }
            case 2 -> {
                copy(p0, low);
                copy(p2, middle);
            }
            case 3 -> {
                without(rated, p0, low);
                without(p0, p1, middle);
            }
            case 4 -> {
                copy(p0, low);
                differentWithout(p0, p1, p2, middle);
            }
            case 5 -> {
                without(rated, p0, low);
                copy(p1, middle);
                without(p0, p1, high);
                without(high, p2, high);
            }
            default -> throw new IllegalArgumentException("no code from 1 to 5: " + code);
        }
    }

    // One result in each loop: the compiler widens small loops only.

    private static void copy(long[] a, long[] into) {
        System.arraycopy(a, 0, into, 0, SlicedCounts.WORDS);
    }

    private static void either(long[] a, long[] b, long[] c, long[] into) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            into[w] = a[w] | b[w] | c[w];
        }
    }

    private static void both(long[] a, long[] b, long[] into) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            into[w] = a[w] & b[w];
        }
    }

    private static void without(long[] a, long[] b, long[] into) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            into[w] = a[w] & ~b[w];
        }
    }

    /** {@code b} where {@code a} is set, else {@code c}. */
    private static void choose(long[] a, long[] b, long[] c, long[] into) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            into[w] = (a[w] & b[w]) | (~a[w] & c[w]);
        }
    }

    private static void differentWithout(long[] a, long[] b, long[] c, long[] into) {
        for (int w = 0; w < SlicedCounts.WORDS; w++) {
            into[w] = (a[w] ^ b[w]) & ~c[w];
        }
    }
}
