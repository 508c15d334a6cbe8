package dev.ratecast.known.memory;

import dev.ratecast.rating.MovieFacts;
import org.jspecify.annotations.Nullable;

/**
 * One state of the ratings, seen by one reader: everything up to a version and nothing after, whatever the writer does
 * meanwhile. What the arrays hold is taken as it is, and what was changed after the version is put back from the log.
 *
 * <p>Every method may throw {@link StaleCutException} where the log no longer reaches back to the version.
 */
final class Cut {
    private final RatingMatrix matrix;
    private final ChangeLog log;
    private final long version;

    Cut(RatingMatrix matrix, long version) {
        this.matrix = matrix;
        this.log = matrix.log;
        this.version = version;
    }

    RatingMatrix matrix() {
        return matrix;
    }

    long version() {
        return version;
    }

    /** How many changes a reader may have met in the arrays by now; more than {@link #version()} where something moved. */
    long met() {
        return log.started();
    }

    /** Copies a customer's ratings, withdrawn ones left out. */
    void copyHistory(int customer, History into) {
        into.copy(matrix.byCustomer.row(customer));
        for (long position = met() - 1; position >= version; position--) {
            if (log.customer(position) == customer) {
                into.set(log.movie(position), log.codeBefore(position), log.dateBefore(position));
            }
        }
        log.requireKept(version);
        into.dropWithdrawn();
    }

    /** Copies a movie's raters. */
    void copyRaters(int movie, Raters into) {
        into.copy(matrix.byMovie.row(movie));
        for (long position = met() - 1; position >= version; position--) {
            if (log.movie(position) == movie && log.customer(position) != ChangeLog.FACTS) {
                into.set(log.customer(position), log.codeBefore(position));
            }
        }
        log.requireKept(version);
    }

    /** A movie's count and sum of codes, as {@link MovieTallies} packs them. */
    long tally(int movie) {
        long tally = matrix.tallies.of(movie);
        for (long position = met() - 1; position >= version; position--) {
            if (log.movie(position) == movie && log.customer(position) != ChangeLog.FACTS) {
                tally = log.tallyBefore(position);
            }
        }
        log.requireKept(version);
        return tally;
    }

    /** What was known about a movie, null where no event had named it. */
    @Nullable
    MovieFacts facts(int movie) {
        MovieFacts facts = matrix.table.facts(movie);
        for (long position = met() - 1; position >= version; position--) {
            if (log.movie(position) == movie && log.customer(position) == ChangeLog.FACTS) {
                facts = log.factsBefore(position);
            }
        }
        log.requireKept(version);
        return facts;
    }

    /**
     * Count and sum of codes of a customer's ratings by era: count at twice the era's index, sum behind it.
     */
    long[] byEra(History history) {
        long[] totals = new long[matrix.totals.length];
        for (int i = 0, n = history.size(); i < n; i++) {
            int era = matrix.table.era(history.movie(i));
            totals[2 * era]++;
            totals[2 * era + 1] += history.code(i);
        }
        if (factsMoved()) {
            java.util.Arrays.fill(totals, 0);
            for (int i = 0, n = history.size(); i < n; i++) {
                int era = matrix.table.eraIndexOf(facts(history.movie(i)));
                totals[2 * era]++;
                totals[2 * era + 1] += history.code(i);
            }
        }
        return totals;
    }

    /** The same of all ratings. */
    long[] byEraOfAll() {
        long[] totals = matrix.totals.clone();
        if (met() == version) {
            return totals;
        }
        // Something moved meanwhile: the movies' own tallies, each put back, say what the totals were.
        java.util.Arrays.fill(totals, 0);
        boolean factsMoved = factsMoved();
        int movies = matrix.movies.limit();
        long[] then = new long[movies];
        for (int movie = 0; movie < movies; movie++) {
            then[movie] = matrix.tallies.of(movie);
        }
        for (long position = met() - 1; position >= version; position--) {
            if (log.customer(position) != ChangeLog.FACTS && log.movie(position) < movies) {
                then[log.movie(position)] = log.tallyBefore(position);
            }
        }
        log.requireKept(version);
        for (int movie = 0; movie < movies; movie++) {
            int era = factsMoved ? matrix.table.eraIndexOf(facts(movie)) : matrix.table.era(movie);
            totals[2 * era] += MovieTallies.count(then[movie]);
            totals[2 * era + 1] += MovieTallies.codeSum(then[movie]);
        }
        if (!factsMoved && factsMoved()) {
            return byEraOfAll();
        }
        return totals;
    }

    private boolean factsMoved() {
        boolean moved = false;
        for (long position = met() - 1; position >= version && !moved; position--) {
            moved = log.customer(position) == ChangeLog.FACTS;
        }
        log.requireKept(version);
        return moved;
    }
}
