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
     * @param words how many words of them
     * @param low the gaps' lowest bits; {@code middle} and {@code high} their others
     */
    static void gaps(long[][] planes, int words, int code, long[] rated, long[] low, long[] middle, long[] high) {
        long[] p0 = planes[0];
        long[] p1 = planes[1];
        long[] p2 = planes[2];
        either(p0, p1, p2, rated, words);
        switch (code) {
            case 1 -> {
                without(rated, p0, low, words);
                choose(p0, p1, p2, middle, words);
                both(p0, p2, high, words);
            }
            case 2 -> {
                copy(p0, low, words);
                copy(p2, middle, words);
            }
            case 3 -> {
                without(rated, p0, low, words);
                without(p0, p1, middle, words);
            }
            case 4 -> {
                copy(p0, low, words);
                differentWithout(p0, p1, p2, middle, words);
            }
            case 5 -> {
                without(rated, p0, low, words);
                copy(p1, middle, words);
                without(p0, p1, high, words);
                without(high, p2, high, words);
            }
            default -> throw new IllegalArgumentException("no code from 1 to 5: " + code);
        }
    }

    // One result in each loop: the compiler widens small loops only.

    private static void copy(long[] a, long[] into, int words) {
        System.arraycopy(a, 0, into, 0, words);
    }

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
