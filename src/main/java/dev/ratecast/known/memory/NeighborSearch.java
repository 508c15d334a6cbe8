package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Neighbor;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.rating.CustomerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a customer's neighbors on a movie, exactly. Both ways of counting read every common rating; the one that reads
 * fewer entries in all is taken: the rows of the movie's raters, or the rows of the customer's movies.
 *
 * <p>Implementation notes: the scratch tables are dense, all zero between two searches, and make an object of this
 * class one thread's own.
 */
final class NeighborSearch {
    /** By mean gap, then more common movies, then customer id. */
    private static final Comparator<Neighbor> NEAREST_FIRST = ((Comparator<Neighbor>) NeighborSearch::byMeanGap)
            .thenComparing(Comparator.comparingInt(Neighbor::commonMovies).reversed())
            .thenComparing(Neighbor::customer);

    private final CustomerRows byCustomer;
    private final MovieRows byMovie;
    private final IdIndex customers;
    private final Steps steps;
    private final NeighborRule rule;

    /** By movie: 1 + the asker's step. */
    private int[] own = {};
    /** By customer: common movies, and the sum of gaps in steps. */
    private int[] common = {};

    private long[] gaps = {};

    NeighborSearch(CustomerRows byCustomer, MovieRows byMovie, IdIndex customers, Steps steps, NeighborRule rule) {
        this.byCustomer = byCustomer;
        this.byMovie = byMovie;
        this.customers = customers;
        this.steps = steps;
        this.rule = rule;
    }

    /** The neighborhood of a customer on a movie, both by index. */
    Neighborhood of(int customer, int movie, int movieLimit, int nearest) {
        int raters = byMovie.length(movie);
        if (raters == 0 || byCustomer.length(customer) == 0) {
            return Neighborhood.EMPTY;
        }
        common = common.length < customers.limit() ? new int[IdIndex.grown(customers.limit())] : common;
        gaps = gaps.length < common.length ? new long[common.length] : gaps;
        own = own.length < movieLimit ? new int[IdIndex.grown(movieLimit)] : own;
        boolean alongRaters = ratersRowsAreShorter(customer, movie);
        if (alongRaters) {
            countAlongRaters(customer, movie);
        } else {
            countAlongMovies(customer, movie);
        }
        Neighborhood found = collect(customer, movie, nearest);
        clear(movie, alongRaters);
        return found;
    }

    private boolean ratersRowsAreShorter(int customer, int movie) {
        long alongMovies = byMovie.length(movie);
        int[] movies = byCustomer.movies(customer);
        for (int i = 0, n = byCustomer.length(customer); i < n; i++) {
            alongMovies += byMovie.length(movies[i]);
        }
        long alongRaters = byCustomer.length(customer);
        int[] raters = byMovie.customers(movie);
        for (int i = 0, n = byMovie.length(movie); i < n && alongRaters <= alongMovies; i++) {
            alongRaters += byCustomer.length(raters[i]);
        }
        return alongRaters <= alongMovies;
    }

    private void countAlongRaters(int customer, int movie) {
        int[] ownMovies = byCustomer.movies(customer);
        short[] ownSteps = byCustomer.steps(customer);
        int ownLength = byCustomer.length(customer);
        for (int i = 0; i < ownLength; i++) {
            own[ownMovies[i]] = ownMovies[i] == movie ? 0 : 1 + ownSteps[i];
        }
        int[] raters = byMovie.customers(movie);
        for (int r = 0, n = byMovie.length(movie); r < n; r++) {
            int rater = raters[r];
            int[] movies = byCustomer.movies(rater);
            short[] ratings = byCustomer.steps(rater);
            int shared = 0;
            long gap = 0;
            for (int i = 0, length = byCustomer.length(rater); i < length; i++) {
                int mine = own[movies[i]];
                if (mine != 0 && ratings[i] != Steps.WITHDRAWN) {
                    shared++;
                    gap += Math.abs(mine - 1 - ratings[i]);
                }
            }
            common[rater] = shared;
            gaps[rater] = gap;
        }
        for (int i = 0; i < ownLength; i++) {
            own[ownMovies[i]] = 0;
        }
    }

    private void countAlongMovies(int customer, int movie) {
        int[] ownMovies = byCustomer.movies(customer);
        short[] ownSteps = byCustomer.steps(customer);
        for (int i = 0, n = byCustomer.length(customer); i < n; i++) {
            if (ownMovies[i] == movie || ownSteps[i] == Steps.WITHDRAWN) {
                continue;
            }
            int[] raters = byMovie.customers(ownMovies[i]);
            short[] ratings = byMovie.steps(ownMovies[i]);
            for (int r = 0, length = byMovie.length(ownMovies[i]); r < length; r++) {
                common[raters[r]]++;
                gaps[raters[r]] += Math.abs(ownSteps[i] - ratings[r]);
            }
        }
    }

    private Neighborhood collect(int customer, int movie, int nearest) {
        int[] raters = byMovie.customers(movie);
        short[] ratings = byMovie.steps(movie);
        long count = 0;
        long sum = 0;
        List<Neighbor> neighbors = new ArrayList<>();
        for (int r = 0, n = byMovie.length(movie); r < n; r++) {
            int rater = raters[r];
            long gap = steps.gap(gaps[rater]);
            if (rater == customer || !rule.accepts(gap, common[rater])) {
                continue;
            }
            int units = steps.units(ratings[r]);
            count++;
            sum += units;
            if (nearest > 0) {
                neighbors.add(new Neighbor(new CustomerId(customers.idOf(rater)), units, common[rater], gap));
            }
        }
        neighbors.sort(NEAREST_FIRST);
        return new Neighborhood(
                new Tally(count, sum), List.copyOf(neighbors.subList(0, Math.min(nearest, neighbors.size()))));
    }

    /** Zeroes the tables: counting along raters has touched the movie's raters only. */
    private void clear(int movie, boolean alongRaters) {
        if (!alongRaters) {
            Arrays.fill(common, 0, customers.limit(), 0);
            Arrays.fill(gaps, 0, customers.limit(), 0);
            return;
        }
        int[] raters = byMovie.customers(movie);
        for (int r = 0, n = byMovie.length(movie); r < n; r++) {
            common[raters[r]] = 0;
            gaps[raters[r]] = 0;
        }
    }

    private static int byMeanGap(Neighbor a, Neighbor b) {
        return Long.compare(a.gapSum() * b.commonMovies(), b.gapSum() * a.commonMovies());
    }
}
