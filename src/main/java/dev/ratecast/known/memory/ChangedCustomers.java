package dev.ratecast.known.memory;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/**
 * Who was changed from a version of the log up to another, with where their changes are, so that the log is read once for
 * all of them. Whoever makes one asks the log afterwards whether it was all still there.
 */
final class ChangedCustomers {
    private final long from;
    private final long until;
    /** The customer in the upper half, how far behind {@link #from} its change is in the lower; ascending. */
    private final long[] changes;

    /**
     * The customers of changes.
     *
     * @param from the position of the first change
     * @param until the position after the last
     */
    ChangedCustomers(ChangeLog log, long from, long until) {
        this.from = from;
        this.until = until;
        this.changes = from == until
                ? new long[0]
                : LongStream.range(from, until)
                        .filter(position -> log.customer(position) != ChangeLog.FACTS)
                        .map(position -> (long) log.customer(position) << Integer.SIZE | (position - from))
                        .sorted()
                        .toArray();
    }

    /** The position after the last change looked at. */
    long until() {
        return until;
    }

    boolean isEmpty() {
        return changes.length == 0;
    }

    boolean contains(int customer) {
        int place = first(customer);
        return place < changes.length && customer(place) == customer;
    }

    /** Each customer once, ascending. */
    void forEach(IntConsumer action) {
        for (int place = 0; place < changes.length; place++) {
            if (place == 0 || customer(place) != customer(place - 1)) {
                action.accept(customer(place));
            }
        }
    }

    /** The positions of a customer's changes, the latest first. */
    long[] positionsBack(int customer) {
        int begin = first(customer);
        int end = begin;
        while (end < changes.length && customer(end) == customer) {
            end++;
        }
        long[] positions = new long[end - begin];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = from + (changes[end - 1 - i] & 0xFFFF_FFFFL);
        }
        return positions;
    }

    private int customer(int place) {
        return (int) (changes[place] >>> Integer.SIZE);
    }

    private int first(int customer) {
        int found = Arrays.binarySearch(changes, (long) customer << Integer.SIZE);
        return found < 0 ? -found - 1 : found;
    }
}
