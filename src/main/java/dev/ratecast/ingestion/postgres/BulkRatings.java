package dev.ratecast.ingestion.postgres;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.ingestion.OutdatedRating;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dataset's ratings, customer by customer and each customer's in time order: what is the current rating of a movie,
 * what is past, and the tallies of everything, in one pass.
 */
final class BulkRatings {
    private static final int REPORT_EVERY = 100_000;

    private final Dataset dataset;
    private final List<@Nullable MovieFacts> facts;
    private final int[] eraOfMovie;
    private final int eraCount;

    /** Of customer and era, at {@code customerNumber * eraCount + eraIndex}. */
    private final long[] customerEraCounts;

    private final long[] customerEraSums;
    private final long[] movieCounts;
    private final long[] movieSums;
    private final boolean[] customerHasRows;
    private final List<OutdatedRating> history = new ArrayList<>();
    private long written;
    private long latest = Long.MIN_VALUE;
    private long read;

    // The customer in hand: the current rating of each movie, by arrival of the movie.
    private final int[] customerOfMovie;
    private final int[] placeOfMovie;
    private final int[] movies;
    private final int[] units;
    private final long[] times;

    /** @param facts by movie number; null where the movie's events are refused, and its ratings do not count */
    BulkRatings(Dataset dataset, List<@Nullable MovieFacts> facts, Eras eras) {
        this.dataset = dataset;
        this.facts = facts;
        this.eraCount = eras.count();
        int movieCount = dataset.movieCount();
        this.eraOfMovie = new int[movieCount];
        for (int movie = 0; movie < movieCount; movie++) {
            MovieFacts known = facts.get(movie);
            eraOfMovie[movie] =
                    known == null ? -1 : eras.of(known.releaseYear()).index();
        }
        this.customerEraCounts = new long[dataset.customerCount() * eraCount];
        this.customerEraSums = new long[dataset.customerCount() * eraCount];
        this.movieCounts = new long[movieCount];
        this.movieSums = new long[movieCount];
        this.customerHasRows = new boolean[dataset.customerCount()];
        this.customerOfMovie = new int[movieCount];
        this.placeOfMovie = new int[movieCount];
        this.movies = new int[movieCount];
        this.units = new int[movieCount];
        this.times = new long[movieCount];
    }

    /**
     * Copies the current ratings, and keeps the rest for later.
     *
     * @param progress told how many ratings were read
     */
    void copyTo(CopyRows copy, Stars stars, LongConsumer progress) throws SQLException {
        int[] rows = byCustomer();
        for (int from = 0; from < rows.length; ) {
            int customer = dataset.customerNumber(rows[from]);
            int to = from;
            int size = 0;
            for (; to < rows.length && dataset.customerNumber(rows[to]) == customer; to++) {
                size = arrive(customer, rows[to], size);
            }
            long customerId = dataset.customerOfNumber(customer);
            for (int place = 0; place < size; place++) {
                copy.row(4)
                        .bigint(customerId)
                        .bigint(dataset.movieOfNumber(movies[place]))
                        .bytes(stars.ofRating(units[place]))
                        .timestamp(times[place]);
                count(customer, movies[place], units[place]);
                latest = Math.max(latest, times[place]);
            }
            written += size;
            customerHasRows[customer] = size > 0;
            from = to;
            if (from - read >= REPORT_EVERY || from == rows.length) {
                read = from;
                progress.accept(read);
            }
        }
    }

    /** How many current ratings there are. */
    long written() {
        return written;
    }

    /** The latest rating date that was written, in epoch seconds; null where none was. */
    @Nullable
    Long latest() {
        return written == 0 ? null : latest;
    }

    /** The ratings that were replaced. */
    List<OutdatedRating> history() {
        return history;
    }

    boolean hasRows(int customer) {
        return customerHasRows[customer];
    }

    long customerEraCount(int customer, int era) {
        return customerEraCounts[customer * eraCount + era];
    }

    long customerEraSum(int customer, int era) {
        return customerEraSums[customer * eraCount + era];
    }

    long movieCount(int movie) {
        return movieCounts[movie];
    }

    long movieSum(int movie) {
        return movieSums[movie];
    }

    int eraOf(int movie) {
        return eraOfMovie[movie];
    }

    private int arrive(int customer, int row, int size) {
        int movie = dataset.movieNumber(row);
        if (facts.get(movie) == null) {
            return size;
        }
        if (customerOfMovie[movie] != customer + 1) {
            customerOfMovie[movie] = customer + 1;
            placeOfMovie[movie] = size;
            movies[size] = movie;
            units[size] = dataset.units(row);
            times[size] = dataset.ratedAt(row);
            return size + 1;
        }
        int place = placeOfMovie[movie];
        RatingState stored = new RatingState(units[place], times[place]);
        RatingEffect effect = stored.effectOf(new RatingState(dataset.units(row), dataset.ratedAt(row)));
        if (effect == RatingEffect.REPLACED) {
            RatingKey key = new RatingKey(
                    new CustomerId(dataset.customerOfNumber(customer)), new MovieId(dataset.movieOfNumber(movie)));
            history.add(new OutdatedRating(key, stored, null, false));
            units[place] = dataset.units(row);
            times[place] = dataset.ratedAt(row);
        } else if (effect != RatingEffect.DUPLICATE) {
            throw new IllegalStateException("in time order a rating is " + effect + " by an earlier one");
        }
        return size;
    }

    private void count(int customer, int movie, int rating) {
        int customerEra = customer * eraCount + eraOfMovie[movie];
        customerEraCounts[customerEra]++;
        customerEraSums[customerEra] += rating;
        movieCounts[movie]++;
        movieSums[movie] += rating;
    }

    /** The rows by customer, each customer's in time order: a counting sort, which keeps the order of equals. */
    private int[] byCustomer() {
        int[] next = new int[dataset.customerCount() + 1];
        for (int row = 0; row < dataset.size(); row++) {
            next[dataset.customerNumber(row) + 1]++;
        }
        for (int customer = 0; customer < dataset.customerCount(); customer++) {
            next[customer + 1] += next[customer];
        }
        int[] sorted = new int[dataset.size()];
        for (int row : dataset.timeOrder()) {
            sorted[next[dataset.customerNumber(row)]++] = row;
        }
        return sorted;
    }
}
