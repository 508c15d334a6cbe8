package dev.ratecast.known.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** The ratings by customer: a {@link CustomerRow} by customer index. One thread writes, any number read. */
final class CustomerRows {
    private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(CustomerRow[].class);

    private volatile CustomerRow[] rows = empty(16);

    /** A customer's row as it is now. */
    CustomerRow row(int customer) {
        return row(rows, customer);
    }

    /** All rows, to be read through {@link #row(CustomerRow[], int)}; those of newer customers may be missing. */
    CustomerRow[] rows() {
        return rows;
    }

    static CustomerRow row(CustomerRow[] rows, int customer) {
        return customer < rows.length ? (CustomerRow) ROW.getAcquire(rows, customer) : CustomerRow.EMPTY;
    }

    /** Makes room for customers below {@code limit}. */
    void reserve(int limit) {
        CustomerRow[] old = rows;
        if (limit > old.length) {
            CustomerRow[] grown = Arrays.copyOf(old, Growth.atLeast(limit, old.length));
            Arrays.fill(grown, old.length, grown.length, CustomerRow.EMPTY);
            rows = grown;
        }
    }

    void replace(int customer, CustomerRow row) {
        ROW.setRelease(rows, customer, row);
    }

    private static CustomerRow[] empty(int length) {
        CustomerRow[] rows = new CustomerRow[length];
        Arrays.fill(rows, CustomerRow.EMPTY);
        return rows;
    }
}
