package dev.ratecast.known.memory;

import java.util.stream.IntStream;

/** Builds the ratings by movie, and every tally, from the ratings by customer; range by range of customers, in parallel. */
final class MovieRowsBuilder {
    /** No range may be smaller: each has a number of ratings for every movie. */
    private static final int FEWEST_CUSTOMERS = 1 << 12;

    private static final int MOST_RANGES = 32;

    private final RatingArrays arrays;
    private final int customers;
    private final int movies;
    private final int codeBits;
    /** Customers of a range: whole words of bit planes, which no two threads write. */
    private final int range;

    private final int ranges;
    private final int[][] lists;
    private final long[][][] planes;

    MovieRowsBuilder(RatingArrays arrays) {
        this.arrays = arrays;
        this.customers = arrays.customers.limit();
        this.movies = arrays.movies.limit();
        this.codeBits = arrays.codes.bits();
        int even = (customers + MOST_RANGES - 1) / MOST_RANGES;
        this.range = (Math.max(FEWEST_CUSTOMERS, even) + Long.SIZE - 1) / Long.SIZE * Long.SIZE;
        this.ranges = (customers + range - 1) / range;
        this.lists = new int[movies][];
        this.planes = new long[movies][][];
    }

    void build() {
        long[][] tallies = new long[ranges][];
        RaterShares.Sums[] shares = new RaterShares.Sums[ranges];
        IntStream.range(0, ranges).parallel().forEach(i -> {
            shares[i] = new RaterShares.Sums(movies);
            tallies[i] = tallies(i * range, shares[i]);
        });
        long[] all = new long[movies];
        int[][] starts = new int[ranges][movies];
        for (int i = 0; i < ranges; i++) {
            arrays.shares.load(shares[i]);
            for (int movie = 0; movie < movies; movie++) {
                starts[i][movie] = MovieTallies.count(all[movie]);
                all[movie] += tallies[i][movie];
            }
        }
        DensePolicy policy = arrays.byMovie.policy();
        for (int movie = 0; movie < movies; movie++) {
            int raters = MovieTallies.count(all[movie]);
            if (policy.dense(raters, customers, codeBits)) {
                planes[movie] = new long[codeBits][policy.words(customers)];
            } else {
                lists[movie] = new int[raters + (raters >> 5)];
            }
        }
        IntStream.range(0, ranges).parallel().forEach(i -> fill(i * range, starts[i]));
        for (int movie = 0; movie < movies; movie++) {
            int raters = MovieTallies.count(all[movie]);
            arrays.byMovie.replace(
                    movie,
                    planes[movie] != null ? new MovieRow(planes[movie]) : new MovieRow(lists[movie], raters, raters));
            arrays.tallies.set(movie, all[movie]);
            arrays.addToTotals(arrays.table.era(movie), raters, MovieTallies.codeSum(all[movie]));
        }
    }

    private long[] tallies(int first, RaterShares.Sums shares) {
        long[] tallies = new long[movies];
        ShareChanges changes = new ShareChanges(arrays.codes, arrays.shares);
        for (int customer = first, end = Math.min(customers, first + range); customer < end; customer++) {
            CustomerRow row = arrays.byCustomer.row(customer);
            changes.load(row, shares);
            for (int place = 0, n = row.length(); place < n; place++) {
                int code = row.code(place);
                if (code != Codes.NONE) {
                    tallies[row.movie(place)] += MovieTallies.pack(1, code);
                }
            }
        }
        return tallies;
    }

    /**
     * Enters the ratings of a range of customers.
     *
     * @param next by movie: the place in its list for the range's first rating; counted up
     */
    private void fill(int first, int[] next) {
        for (int customer = first, end = Math.min(customers, first + range); customer < end; customer++) {
            CustomerRow row = arrays.byCustomer.row(customer);
            for (int place = 0, n = row.length(); place < n; place++) {
                int code = row.code(place);
                int movie = row.movie(place);
                if (code == Codes.NONE) {
                    continue;
                }
                if (lists[movie] != null) {
                    lists[movie][next[movie]++] = customer << codeBits | code;
                } else {
                    MovieRow.enter(planes[movie], customer, code);
                }
            }
        }
    }
}
