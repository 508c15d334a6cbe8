package dev.ratecast.known.memory;

/** Builds the ratings by movie, and every tally, from the ratings by customer. */
final class MovieRowsBuilder {
    private final RatingArrays arrays;
    private final int customers;
    private final int movies;
    private final int codeBits;

    MovieRowsBuilder(RatingArrays arrays) {
        this.arrays = arrays;
        this.customers = arrays.customers.limit();
        this.movies = arrays.movies.limit();
        this.codeBits = arrays.codes.bits();
    }

    void build() {
        long[] tallies = tallies();
        int[][] lists = new int[movies][];
        long[][][] planes = new long[movies][][];
        DensePolicy policy = arrays.byMovie.policy();
        for (int movie = 0; movie < movies; movie++) {
            int raters = MovieTallies.count(tallies[movie]);
            if (policy.dense(raters, customers, codeBits)) {
                planes[movie] = new long[codeBits][policy.words(customers)];
            } else {
                lists[movie] = new int[raters + (raters >> 5)];
            }
        }
        int[] lengths = new int[movies];
        for (int customer = 0; customer < customers; customer++) {
            CustomerRow row = arrays.byCustomer.row(customer);
            for (int place = 0, n = row.length(); place < n; place++) {
                int code = row.code(place);
                int movie = row.movie(place);
                if (code == Codes.NONE) {
                    continue;
                }
                if (lists[movie] != null) {
                    lists[movie][lengths[movie]++] = customer << codeBits | code;
                } else {
                    MovieRow.set(planes[movie], customer, code);
                }
            }
        }
        for (int movie = 0; movie < movies; movie++) {
            arrays.byMovie.replace(
                    movie,
                    planes[movie] != null
                            ? new MovieRow(planes[movie])
                            : new MovieRow(lists[movie], lengths[movie], lengths[movie]));
            arrays.tallies.set(movie, tallies[movie]);
            arrays.addToTotals(
                    arrays.table.era(movie), MovieTallies.count(tallies[movie]), MovieTallies.codeSum(tallies[movie]));
        }
    }

    private long[] tallies() {
        long[] tallies = new long[movies];
        ShareChanges shares = new ShareChanges(arrays.codes, arrays.shares);
        for (int customer = 0; customer < customers; customer++) {
            CustomerRow row = arrays.byCustomer.row(customer);
            shares.load(row);
            for (int place = 0, n = row.length(); place < n; place++) {
                int code = row.code(place);
                if (code != Codes.NONE) {
                    tallies[row.movie(place)] += MovieTallies.pack(1, code);
                }
            }
        }
        return tallies;
    }
}
