package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A movie's raters, as a list or as bit planes. In a list an entry is the customer's index and, in its lowest bits, the
 * code; it stands in ascending order up to {@link #sorted}, then in order of arrival; a taken-back rating leaves an entry
 * with {@link Codes#NONE}. Bit planes have a bit for every customer in each of {@link Codes#bits()} planes, the code's
 * lowest bit in the first plane.
 *
 * <p>Implementation notes: one thread writes; entries, once visible, change their code only.
 */
final class MovieRow {
    /** The planes of the usual scale have loops of their own: one without a loop inside is several times faster. */
    static final int WHOLE_STARS_PLANES = 3;

    private static final int[] NO_ENTRIES = {};
    private static final long[][] NO_PLANES = {};
    static final MovieRow EMPTY = new MovieRow(NO_ENTRIES, 0, 0);

    private static final VarHandle LENGTH;

    static {
        try {
            LENGTH = MethodHandles.lookup().findVarHandle(MovieRow.class, "length", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int[] entries;
    final int sorted;

    @SuppressWarnings("UnusedVariable") // through LENGTH
    private int length;

    private final long @Nullable [][] planes;

    /** A list. */
    MovieRow(int[] entries, int sorted, int length) {
        this.entries = entries;
        this.sorted = sorted;
        this.length = length;
        this.planes = null;
    }

    /** Bit planes of equal length. */
    MovieRow(long[][] planes) {
        this.entries = NO_ENTRIES;
        this.sorted = 0;
        this.length = 0;
        this.planes = planes;
    }

    boolean isDense() {
        return planes != null;
    }

    /** The bit planes; none where this is a list. */
    long[][] planes() {
        return planes == null ? NO_PLANES : planes;
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
    static void enter(long[][] planes, int customer, int code) {
        long bit = 1L << customer;
        for (int rest = code, plane = 0; rest != 0; rest >>>= 1, plane++) {
            if ((rest & 1) != 0) {
                planes[plane][customer >>> 6] |= bit;
            }
        }
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
