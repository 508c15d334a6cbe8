package dev.ratecast.known;

import java.util.Arrays;

/** Who rated a movie, and how: its current ratings, withdrawn ones left out, by ascending customer id. */
public final class Raters {
    public static final Raters NONE = new Raters(new long[0], new int[0]);

    private final long[] customers;
    private final int[] units;

    /**
     * The ratings of n customers. The arrays belong to it from now on.
     *
     * @param customers ascending ids
     * @param units their ratings, in units of the scale
     */
    public Raters(long[] customers, int[] units) {
        if (customers.length != units.length) {
            throw new IllegalArgumentException("the columns of raters have one length");
        }
        this.customers = customers;
        this.units = units;
    }

    public int size() {
        return customers.length;
    }

    public long customer(int place) {
        return customers[place];
    }

    public int units(int place) {
        return units[place];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raters that
                && Arrays.equals(customers, that.customers)
                && Arrays.equals(units, that.units);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(customers) + Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        return "Raters[" + Arrays.toString(customers) + ", " + Arrays.toString(units) + "]";
    }
}
