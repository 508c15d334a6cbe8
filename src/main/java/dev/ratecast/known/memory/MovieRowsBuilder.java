package dev.ratecast.known.memory;

/** Builds the ratings by movie, and every tally, from the ratings by customer; range by range of customers, in parallel. */
final class MovieRowsBuilder {
    /** Each range has a number of ratings for every movie. */
    private static final int MOST_RANGES = 32;

    private final RatingArrays arrays;
    private final int customers;
    private final int movies;
    private final int codeBits;
    /** Customers of a range: whole words of bit planes, which no two threads write, and where planes may end. */
    private final int range;

    private final int ranges;
    private final int[][] lists;
    /** By movie, as {@link MovieRow} has them. */
    private final long[][][][] planes;

    /** By movie: the first customer behind the planes. */
    private final int[] firstListed;

    MovieRowsBuilder(RatingArrays arrays) {
        this.arrays = arrays;
        this.customers = arrays.customers.limit();
        this.movies = arrays.movies.limit();
        this.codeBits = arrays.codes.bits();
        int step = arrays.byMovie.policy().step();
        this.range = (customers / MOST_RANGES / step + 1) * step;
        this.ranges = (customers + range - 1) / range;
        this.lists = new int[movies][];
        this.planes = new long[movies][][][];
        this.firstListed = new int[movies];
    }

    void build() {
        long[][] tallies = new long[ranges][];
        RaterShares.Sums[] shares = new RaterShares.Sums[ranges];
        InTurn.forEach(ranges, i -> {
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
        int[] listed = new int[movies];
        for (int movie = 0; movie < movies; movie++) {
            listed[movie] = reserve(movie, MovieTallies.count(all[movie]), starts);
        }
        InTurn.forEach(ranges, i -> fill(i * range, starts[i]));
        for (int movie = 0; movie < movies; movie++) {
            arrays.byMovie.replace(movie, new MovieRow(planes[movie], lists[movie], listed[movie]));
            arrays.tallies.set(movie, all[movie]);
            arrays.addToTotals(
                    arrays.table.era(movie), MovieTallies.count(all[movie]), MovieTallies.codeSum(all[movie]));
        }
    }

    /**
     * Makes room for a movie's planes and list.
     *
     * @param starts by range and movie: how many raters earlier ranges have; then the place of the range's first in the list
     * @return how many raters the list will have
     */
    private int reserve(int movie, int raters, int[][] starts) {
        int[] byRange = new int[ranges];
        for (int i = 0; i < ranges; i++) {
            byRange[i] = (i + 1 < ranges ? starts[i + 1][movie] : raters) - starts[i][movie];
        }
        int words = arrays.byMovie.policy().cheapest(byRange, range, customers, codeBits);
        planes[movie] = MovieRow.planes(words, codeBits);
        firstListed[movie] = words * Long.SIZE;
        int behind = (firstListed[movie] + range - 1) / range;
        int inPlanes = behind == 0 ? 0 : behind < ranges ? starts[behind][movie] : raters;
        for (int i = 0; i < ranges; i++) {
            starts[i][movie] -= inPlanes;
        }
        lists[movie] = new int[raters - inPlanes + ((raters - inPlanes) >> 5)];
        return raters - inPlanes;
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
     * @param next by movie: the place in its list for the range's first rating behind the planes; counted up
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
                if (customer < firstListed[movie]) {
                    MovieRow.enter(planes[movie], customer, code);
                } else {
                    lists[movie][next[movie]++] = customer << codeBits | code;
                }
            }
        }
    }
}
