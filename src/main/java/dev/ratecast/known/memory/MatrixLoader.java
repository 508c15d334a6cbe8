package dev.ratecast.known.memory;

import dev.ratecast.known.RatingsLoad;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingDates;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty {@link RatingArrays}: any number of threads hand over ratings in any order, then one finishes. Where a
 * rating comes twice, the newest date stays.
 *
 * <p>Nobody may read the matrix, or apply events to it, before {@link #finish()} has returned.
 */
public final class MatrixLoader implements RatingsLoad {
    private static final int STRIPES = 1 << 10;

    private final RatingArrays arrays;
    private final Stripe[] stripes = new Stripe[STRIPES];

    /** The ratings of every {@value #STRIPES}th customer; whoever adds holds its lock. */
    private static final class Stripe {
        private CustomerRow[] rows = new CustomerRow[8];

        private synchronized void add(int place, int movie, int code, long date) {
            if (place >= rows.length) {
                rows = Arrays.copyOf(rows, Math.max(place + 1, rows.length + (rows.length >> 1)));
            }
            @Nullable CustomerRow row = rows[place];
            rows[place] = (row == null ? CustomerRow.EMPTY : row).addedAnywhere(movie, code, date);
        }
    }

    /**
     * @throws IllegalStateException where the matrix holds something already
     */
    public MatrixLoader(RatingArrays arrays) {
        if (arrays.customers.limit() > 0 || arrays.movies.limit() > 0) {
            throw new IllegalStateException("only an empty matrix can be loaded");
        }
        this.arrays = arrays;
        Arrays.setAll(stripes, i -> new Stripe());
    }

    @Override
    public void movie(MovieFacts facts) {
        synchronized (arrays.movies) {
            arrays.merge(arrays.movie(facts.movie().value()), facts);
        }
    }

    /**
     * Takes in a rating.
     *
     * @throws IllegalArgumentException for a date that no rating can have
     */
    @Override
    public void rating(long customer, long movie, @Nullable Integer units, long ratedAt) {
        RatingDates.check(customer, movie, ratedAt);
        coded(customer, movie, arrays.codes.of(units), ratedAt);
    }

    private void coded(long customerId, long movieId, int code, long ratedAt) {
        int movie = arrays.movies.find(movieId);
        if (movie == IdIndex.NONE) {
            synchronized (arrays.movies) {
                movie = arrays.movie(movieId);
            }
        }
        int customer = arrays.customers.find(customerId);
        if (customer == IdIndex.NONE) {
            synchronized (arrays.customers) {
                customer = arrays.customer(customerId, 0);
            }
        }
        stripes[customer & (STRIPES - 1)].add(customer / STRIPES, movie, code, ratedAt);
    }

    /** Makes the matrix ready; uses the cores that there are. */
    @Override
    public MemoryKnownRatings finish() {
        int customers = arrays.customers.limit();
        arrays.byCustomer.reserve(customers);
        IntStream.range(0, STRIPES).parallel().forEach(this::sort);
        for (int movie = 0; movie < arrays.movies.limit(); movie++) {
            MovieId id = new MovieId(arrays.movies.idOf(movie));
            arrays.merge(movie, MovieFacts.named(id, null, null));
        }
        CustomersByActivity.renumber(arrays);
        new MovieRowsBuilder(arrays).build();
        arrays.publish();
        return new MemoryKnownRatings(arrays);
    }

    private void sort(int stripe) {
        CustomerRow[] rows = stripes[stripe].rows;
        for (int place = 0; place < rows.length; place++) {
            @Nullable CustomerRow row = rows[place];
            if (row != null) {
                arrays.byCustomer.replace(place * STRIPES + stripe, row.inOrder());
                rows[place] = CustomerRow.EMPTY;
            }
        }
    }
}
