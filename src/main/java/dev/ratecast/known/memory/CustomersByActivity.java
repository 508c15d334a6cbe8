package dev.ratecast.known.memory;

import java.util.Arrays;

/**
 * Gives the customers of loaded rows their indexes in the order of how many ratings they have, most first. Those who rated much
 * are the raters of most movies, and stand close together then, where bit planes are shorter than lists; those who rated little
 * stand behind them, in short lists. Whoever comes later gets the next index.
 */
final class CustomersByActivity {
    private CustomersByActivity() {}

    /** Renumbers before anybody reads and before movies' rows are built; on a tie the former order stays. */
    static void renumber(RatingArrays arrays) {
        int customers = arrays.customers.limit();
        long[] keys = new long[customers];
        CustomerRow[] rows = new CustomerRow[customers];
        for (int customer = 0; customer < customers; customer++) {
            rows[customer] = arrays.byCustomer.row(customer);
            keys[customer] = (long) (Integer.MAX_VALUE - rows[customer].length()) << Integer.SIZE | customer;
        }
        Arrays.sort(keys);
        int[] order = new int[customers];
        for (int customer = 0; customer < customers; customer++) {
            order[customer] = (int) keys[customer];
            arrays.byCustomer.replace(customer, rows[order[customer]]);
        }
        arrays.customers.renumber(order);
    }
}
