package dev.ratecast.known.postgres;

import dev.ratecast.known.Raters;
import java.util.Arrays;
import java.util.Map;

/** Collects a movie's raters row by row. */
final class RatersBuilder {
    private long[] customers = new long[64];
    private int[] units = new int[64];
    private int size;

    void add(long customer, int rating) {
        if (size == customers.length) {
            customers = Arrays.copyOf(customers, size * 2);
            units = Arrays.copyOf(units, size * 2);
        }
        customers[size] = customer;
        units[size] = rating;
        size++;
    }

    /** Files what was collected, if anything, under the movie and starts anew. */
    void finish(long movie, Map<Long, Raters> raters) {
        if (size > 0) {
            raters.put(movie, new Raters(Arrays.copyOf(customers, size), Arrays.copyOf(units, size)));
            size = 0;
        }
    }
}
