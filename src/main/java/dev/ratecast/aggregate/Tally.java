package dev.ratecast.aggregate;

/**
 * How many ratings and their sum; also the difference of two such, then with negative numbers.
 *
 * @param count number of ratings
 * @param sum the ratings' sum in units of the scale
 */
public record Tally(long count, long sum) {
    public static final Tally ZERO = new Tally(0, 0);

    public static Tally of(int units) {
        return new Tally(1, units);
    }

    public Tally plus(Tally other) {
        return new Tally(count + other.count, sum + other.sum);
    }

    public Tally minus(Tally other) {
        return new Tally(count - other.count, sum - other.sum);
    }

    public Tally negated() {
        return new Tally(-count, -sum);
    }

    public boolean isZero() {
        return count == 0 && sum == 0;
    }
}
