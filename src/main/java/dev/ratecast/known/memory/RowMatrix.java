package dev.ratecast.known.memory;

import dev.ratecast.factor.RatingMatrix;

/** The rows as a matrix of the current ratings. */
final class RowMatrix implements RatingMatrix {
    private final CustomerRows byCustomer;
    private final MovieRows byMovie;
    private final IdIndex customers;
    private final IdIndex movies;
    private final Steps steps;

    RowMatrix(CustomerRows byCustomer, MovieRows byMovie, IdIndex customers, IdIndex movies, Steps steps) {
        this.byCustomer = byCustomer;
        this.byMovie = byMovie;
        this.customers = customers;
        this.movies = movies;
        this.steps = steps;
    }

    @Override
    public int customers() {
        return customers.limit();
    }

    @Override
    public int movies() {
        return movies.limit();
    }

    @Override
    public long customerId(int customer) {
        return customers.idOf(customer);
    }

    @Override
    public long movieId(int movie) {
        return movies.idOf(movie);
    }

    @Override
    public void readCustomer(int customer, Row row) {
        row.clear();
        int[] rated = byCustomer.movies(customer);
        short[] given = byCustomer.steps(customer);
        for (int i = 0, length = byCustomer.length(customer); i < length; i++) {
            if (given[i] != Steps.WITHDRAWN) {
                row.add(rated[i], steps.units(given[i]));
            }
        }
    }

    @Override
    public void readMovie(int movie, Row row) {
        row.clear();
        int[] raters = byMovie.customers(movie);
        short[] given = byMovie.steps(movie);
        for (int i = 0, length = byMovie.length(movie); i < length; i++) {
            row.add(raters[i], steps.units(given[i]));
        }
    }
}
