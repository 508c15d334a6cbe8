package dev.ratecast.factor;

import dev.ratecast.hash.SplitMix64;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The ratings that factors are fitted on: all that are known or, where these are too many, all ratings of as many customers
 * as stay within a limit. A movie's vector needs enough raters, not all of them, and customers are folded in when they ask.
 *
 * <p>Customers are drawn by a hash of their ids, so that a sample depends on the known ratings alone, wherever they are
 * read from, and changes little from one fit to the next.
 *
 * @param matrix the ratings to fit on
 * @param known how many ratings there are in all
 */
public record FactorSample(RatingMatrix matrix, long known) {
    /**
     * A sample of a state.
     *
     * @param most how many ratings it may have
     */
    public static FactorSample of(RatingMatrix all, long most) {
        RatingMatrix.Row row = new RatingMatrix.Row();
        long[] counts = new long[all.customers()];
        for (int customer = 0; customer < counts.length; customer++) {
            all.readCustomer(customer, row);
            counts[customer] = row.length();
        }
        long known = LongStream.of(counts).sum();
        return new FactorSample(known <= most ? all : drawn(all, counts, most), known);
    }

    private static RatingMatrix drawn(RatingMatrix all, long[] counts, long most) {
        int[] rated = IndexOrder.by(
                all::customerId, IntStream.range(0, counts.length).filter(customer -> counts[customer] > 0));
        int[] places = draw(
                IntStream.of(rated).mapToLong(all::customerId).toArray(),
                IntStream.of(rated).mapToLong(customer -> counts[customer]).toArray(),
                most);
        long size =
                IntStream.of(places).mapToLong(place -> counts[rated[place]]).sum();
        CompactMatrix.Builder builder = new CompactMatrix.Builder(Math.toIntExact(size));
        BitSet sampled = new BitSet(all.movies());
        RatingMatrix.Row row = new RatingMatrix.Row();
        for (int place : places) {
            all.readCustomer(rated[place], row);
            long id = all.customerId(rated[place]);
            for (int i = 0; i < row.length(); i++) {
                builder.add(id, all.movieId(row.other(i)), row.units(i));
                sampled.set(row.other(i));
            }
        }
        sampled.stream().forEach(movie -> builder.title(all.movieId(movie), all.title(movie)));
        return builder.build();
    }

    /**
     * Draws customers.
     *
     * @param ids of all of them
     * @param counts how many ratings each has
     * @param most how many ratings those drawn may have together
     * @return ascending places in {@code ids}
     */
    public static int[] draw(long[] ids, long[] counts, long most) {
        if (LongStream.of(counts).sum() <= most) {
            return IntStream.range(0, ids.length).toArray();
        }
        // Whose hashes are smaller than a bound: the largest that keeps to the limit, found by halves, so that
        // millions of customers need not be sorted.
        long bound = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        while (bound < high) {
            long middle = high - ((high - bound) >>> 1);
            if (ratingsBelow(middle, ids, counts) <= most) {
                bound = middle;
            } else {
                high = middle - 1;
            }
        }
        long found = bound;
        return IntStream.range(0, ids.length)
                .filter(place -> SplitMix64.after(ids[place]) < found)
                .toArray();
    }

    private static long ratingsBelow(long bound, long[] ids, long[] counts) {
        long ratings = 0;
        for (int place = 0; place < ids.length; place++) {
            ratings += SplitMix64.after(ids[place]) < bound ? counts[place] : 0;
        }
        return ratings;
    }
}
