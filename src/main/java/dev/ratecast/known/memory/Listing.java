package dev.ratecast.known.memory;

import dev.ratecast.known.History;
import dev.ratecast.known.Raters;
import dev.ratecast.rating.MovieFacts;
import java.util.Arrays;

/** Lists rows by id: a customer's history, a movie's raters. */
final class Listing {
    private final CustomerRows byCustomer;
    private final MovieRows byMovie;
    private final IdIndex customers;
    private final IdIndex movies;
    private final Steps steps;

    Listing(CustomerRows byCustomer, MovieRows byMovie, IdIndex customers, IdIndex movies, Steps steps) {
        this.byCustomer = byCustomer;
        this.byMovie = byMovie;
        this.customers = customers;
        this.movies = movies;
        this.steps = steps;
    }

    /** The customer's current ratings. */
    History history(int customer, MovieFacts[] facts, long[] movieSums, RaterShares raterShares) {
        int[] row = byCustomer.movies(customer);
        short[] given = byCustomer.steps(customer);
        long[] ids = new long[byCustomer.length(customer)];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            if (given[i] != Steps.WITHDRAWN) {
                ids[size++] = movies.idOf(row[i]);
            }
        }
        ids = Arrays.copyOf(ids, size);
        Arrays.sort(ids);
        int[] units = new int[size];
        long[] ratedAt = new long[size];
        int[] years = new int[size];
        long[] counts = new long[size];
        long[] sums = new long[size];
        long[] sumShares = new long[size];
        long[] weights = new long[size];
        for (int i = 0; i < size; i++) {
            int movie = movies.find(ids[i]);
            int place = byCustomer.find(customer, movie);
            units[i] = steps.units(given[place]);
            ratedAt[i] = byCustomer.dateAt(customer, place);
            Integer year = facts[movie].releaseYear();
            years[i] = year == null ? History.NO_YEAR : year;
            counts[i] = byMovie.length(movie);
            sums[i] = movieSums[movie];
            sumShares[i] = raterShares.sumShares(movie);
            weights[i] = raterShares.weights(movie);
        }
        return new History(ids, units, ratedAt, years, counts, sums, sumShares, weights);
    }

    /** The movie's current raters. */
    Raters raters(int movie) {
        int size = byMovie.length(movie);
        // An id and its place in the row do not fit one long: the units are found again by id.
        long[] ids = new long[size];
        int[] row = byMovie.customers(movie);
        for (int i = 0; i < size; i++) {
            ids[i] = customers.idOf(row[i]);
        }
        Arrays.sort(ids);
        int[] units = new int[size];
        for (int i = 0; i < size; i++) {
            int customer = customers.find(ids[i]);
            units[i] = steps.units(byCustomer.stepAt(customer, byCustomer.find(customer, movie)));
        }
        return new Raters(ids, units);
    }
}
