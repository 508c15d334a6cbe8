package dev.ratecast.known.memory;

import dev.ratecast.known.RaterMeans;

/**
 * One reader's own copy of movies' tallies and raters' shares at one version, by movie index: first movies are added,
 * then {@link #putBack} makes the figures of all of them those of the version. To be used again and again.
 */
final class MovieFigures {
    private final RatingArrays arrays;
    /** As {@link MovieTallies} packs them. */
    private long[] tallies = {};
    /** By twice the movie's index, as {@link RaterShares} has them. */
    private long[] shares = {};

    MovieFigures(RatingArrays arrays) {
        this.arrays = arrays;
    }

    /** Makes room for all movies that a cut made before may know. */
    void begin() {
        int movies = arrays.movies.limit();
        if (tallies.length < movies) {
            tallies = new long[Growth.atLeast(movies, tallies.length)];
            shares = new long[2 * tallies.length];
        }
    }

    /** Adds a movie; {@link IdIndex#NONE} is no matter. */
    void add(int movie) {
        add(movie, arrays.shares.sums());
    }

    /** Adds the movies of some ratings. */
    void add(CustomerCopy ratings) {
        long[] sums = arrays.shares.sums();
        for (int i = 0, n = ratings.size(); i < n; i++) {
            add(ratings.movie(i), sums);
        }
    }

    /** Adds all movies. */
    void addAll() {
        long[] sums = arrays.shares.sums();
        for (int movie = 0, n = Math.min(tallies.length, arrays.movies.limit()); movie < n; movie++) {
            add(movie, sums);
        }
    }

    private void add(int movie, long[] sums) {
        if (movie != IdIndex.NONE) {
            boolean known = 2 * movie < sums.length;
            tallies[movie] = arrays.tallies.of(movie);
            shares[2 * movie] = known ? sums[2 * movie] : 0;
            shares[2 * movie + 1] = known ? sums[2 * movie + 1] : 0;
        }
    }

    /**
     * Takes back what happened to the movies after the cut.
     *
     * @throws StaleCutException where that is no longer logged
     */
    void putBack(Cut cut) {
        ChangeLog log = arrays.log;
        for (long position = log.started() - 1; position >= cut.version(); position--) {
            int movie = log.movie(position);
            if (log.customer(position) != ChangeLog.FACTS && movie < tallies.length) {
                tallies[movie] = log.tallyBefore(position);
            }
        }
        log.requireKept(cut.version());
        RaterShares changes = arrays.shares;
        // One event may bring more changes than are kept.
        changes.requireKept(cut.sharesVersion());
        for (long position = changes.started() - 1; position >= cut.sharesVersion(); position--) {
            int movie = changes.movie(position);
            if (movie < tallies.length) {
                shares[2 * movie] = changes.sumShareBefore(position);
                shares[2 * movie + 1] = changes.weightBefore(position);
            }
        }
        changes.requireKept(cut.sharesVersion());
    }

    long tally(int movie) {
        return tallies[movie];
    }

    long sumShares(int movie) {
        return shares[2 * movie];
    }

    long weights(int movie) {
        return shares[2 * movie + 1];
    }

    RaterMeans raterMeans(int movie) {
        return new RaterMeans(MovieTallies.count(tallies[movie]), sumShares(movie), weights(movie));
    }
}
