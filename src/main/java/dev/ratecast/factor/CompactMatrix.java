package dev.ratecast.factor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the known ratings copied into primitive arrays, both ways: 16 bytes a rating. Indexes follow the ids, so
 * that the same ratings are always the same matrix.
 */
public final class CompactMatrix implements RatingMatrix {
    private final long[] customerIds;
    private final long[] movieIds;
    private final Map<Long, String> titles;
    private final int[] customerStarts;
    private final int[] movieStarts;
    private final int[] movies;
    private final int[] customers;
    private final int[] unitsByCustomer;
    private final int[] unitsByMovie;

    /**
     * A matrix of what a builder took; the arrays belong to it from now on.
     *
     * @param movieIds by number, in the order in which they came
     * @param movies numbers
     */
    private CompactMatrix(
            long[] customerIds,
            int[] customerStarts,
            long[] movieIds,
            Map<Long, String> titles,
            int[] movies,
            int[] units) {
        this.customerIds = customerIds;
        this.customerStarts = customerStarts;
        this.movieIds = movieIds.clone();
        this.titles = titles;
        Arrays.sort(this.movieIds);
        int[] place = new int[movieIds.length];
        Arrays.setAll(place, number -> Arrays.binarySearch(this.movieIds, movieIds[number]));
        this.movies = movies;
        this.unitsByCustomer = units;
        int ratings = units.length;
        this.movieStarts = new int[movieIds.length + 1];
        for (int i = 0; i < ratings; i++) {
            movies[i] = place[movies[i]];
            movieStarts[movies[i] + 1]++;
        }
        for (int movie = 0; movie < movieIds.length; movie++) {
            movieStarts[movie + 1] += movieStarts[movie];
        }
        this.customers = new int[ratings];
        this.unitsByMovie = new int[ratings];
        int[] next = movieStarts.clone();
        for (int customer = 0; customer < customerIds.length; customer++) {
            for (int i = customerStarts[customer]; i < customerStarts[customer + 1]; i++) {
                int at = next[movies[i]]++;
                customers[at] = customer;
                unitsByMovie[at] = units[i];
            }
        }
    }

    @Override
    public int customers() {
        return customerIds.length;
    }

    @Override
    public int movies() {
        return movieIds.length;
    }

    @Override
    public long customerId(int customer) {
        return customerIds[customer];
    }

    @Override
    public long movieId(int movie) {
        return movieIds[movie];
    }

    @Override
    public @Nullable String title(int movie) {
        return titles.get(movieIds[movie]);
    }

    @Override
    public void readCustomer(int customer, Row row) {
        read(row, movies, unitsByCustomer, customerStarts[customer], customerStarts[customer + 1]);
    }

    @Override
    public void readMovie(int movie, Row row) {
        read(row, customers, unitsByMovie, movieStarts[movie], movieStarts[movie + 1]);
    }

    private static void read(Row row, int[] others, int[] units, int from, int to) {
        row.clear();
        for (int i = from; i < to; i++) {
            row.add(others[i], units[i]);
        }
    }

    /** Takes ratings by ascending customer id. Owned by one thread. */
    public static final class Builder {
        private long[] customerIds = new long[1_024];
        private int[] starts = new int[1_024];
        private int customerCount;
        private final Map<Long, Integer> movieNumbers = new LinkedHashMap<>();
        private final Map<Long, String> titles = new HashMap<>();
        private int[] movies;
        private int[] units;
        private int ratings;

        /** Expects so many ratings; more cost a copy. */
        public Builder(int expected) {
            movies = new int[expected];
            units = new int[expected];
        }

        /**
         * Appends a rating.
         *
         * @throws IllegalArgumentException where the customer id descends
         */
        public void add(long customer, long movie, int rating) {
            if (customerCount == 0 || customerIds[customerCount - 1] != customer) {
                begin(customer);
            }
            if (ratings == movies.length) {
                movies = Arrays.copyOf(movies, ratings + ratings / 2 + 16);
                units = Arrays.copyOf(units, movies.length);
            }
            movies[ratings] = movieNumbers.computeIfAbsent(movie, unused -> movieNumbers.size());
            units[ratings++] = rating;
        }

        /** Gives a movie its title; null is none. */
        public void title(long movie, @Nullable String title) {
            if (title != null) {
                titles.put(movie, title);
            }
        }

        private void begin(long customer) {
            if (customerCount > 0 && customerIds[customerCount - 1] > customer) {
                throw new IllegalArgumentException("customer " + customer + " comes after a larger one");
            }
            if (customerCount + 1 >= customerIds.length) {
                customerIds = Arrays.copyOf(customerIds, customerIds.length * 2);
                starts = Arrays.copyOf(starts, customerIds.length);
            }
            customerIds[customerCount] = customer;
            starts[customerCount++] = ratings;
        }

        /** The matrix of what was added. The builder is spent then. */
        public CompactMatrix build() {
            int[] ends = Arrays.copyOf(starts, customerCount + 1);
            ends[customerCount] = ratings;
            return new CompactMatrix(
                    Arrays.copyOf(customerIds, customerCount),
                    ends,
                    movieNumbers.keySet().stream().mapToLong(Long::longValue).toArray(),
                    titles,
                    ratings == movies.length ? movies : Arrays.copyOf(movies, ratings),
                    ratings == units.length ? units : Arrays.copyOf(units, ratings));
        }
    }
}
