package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Count and sum of ratings by customer and era, and of all ratings by era; in primitive arrays. */
final class EraTallies {
    private final int eras;
    private final long[] allCounts;
    private final long[] allSums;
    private int[] counts;
    private long[] sums;

    EraTallies(int eras) {
        this.eras = eras;
        this.allCounts = new long[eras];
        this.allSums = new long[eras];
        this.counts = new int[16 * eras];
        this.sums = new long[16 * eras];
    }

    /** Makes room for customers below {@code limit}. */
    void reserve(int limit) {
        if (limit * eras > counts.length) {
            int customers = Math.max(limit, IdIndex.grown(counts.length / eras));
            counts = Arrays.copyOf(counts, customers * eras);
            sums = Arrays.copyOf(sums, customers * eras);
        }
    }

    /** Adds {@code sign} ratings of {@code units} each; −1 takes one away. */
    void add(int customer, int era, int sign, int units) {
        int place = customer * eras + era;
        counts[place] += sign;
        sums[place] += (long) sign * units;
        allCounts[era] += sign;
        allSums[era] += (long) sign * units;
    }

    List<Tally> ofCustomer(int customer) {
        List<Tally> tallies = new ArrayList<>(eras);
        for (int era = 0; era < eras; era++) {
            tallies.add(
                    customer == IdIndex.NONE
                            ? Tally.ZERO
                            : new Tally(counts[customer * eras + era], sums[customer * eras + era]));
        }
        return tallies;
    }

    /** All ratings of a customer. */
    Tally totalOf(int customer) {
        long count = 0;
        long sum = 0;
        for (int place = customer * eras, end = place + eras; place < end; place++) {
            count += counts[place];
            sum += sums[place];
        }
        return new Tally(count, sum);
    }

    List<Tally> ofAll() {
        List<Tally> tallies = new ArrayList<>(eras);
        for (int era = 0; era < eras; era++) {
            tallies.add(new Tally(allCounts[era], allSums[era]));
        }
        return tallies;
    }
}
