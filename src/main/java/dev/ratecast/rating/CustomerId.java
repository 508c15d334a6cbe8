package dev.ratecast.rating;

/**
 * The identity of a customer.
 *
 * @param value from 0 to 2^53−1, the integers that every JSON implementation carries exactly
 */
public record CustomerId(long value) implements Comparable<CustomerId> {
    /** The largest id of customers and movies: 2^53−1. */
    public static final long MAX_VALUE = (1L << 53) - 1;

    public CustomerId {
        if (value < 0 || value > MAX_VALUE) {
            throw new IllegalArgumentException("customer_id must be from 0 to " + MAX_VALUE + ", not " + value);
        }
    }

    @Override
    public int compareTo(CustomerId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
