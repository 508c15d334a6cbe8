package dev.ratecast.known.memory;

import dev.ratecast.rating.MovieFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of the ratings, seen by one reader: everything up to a version and nothing after, whatever the writer does
 * meanwhile. What the arrays hold is taken as it is, and what was changed after the version is put back from the log.
 * For one thread.
 *
 * <p>Every method may throw {@link StaleCutException} where the log no longer reaches back to the version.
 */
final class Cut {
    private final RatingArrays arrays;
    private final ChangeLog log;
    private final long version;
    private final long sharesVersion;
    /** By movie whose facts have changed since: what they were, null where no event had named it. */
    private final Map<Integer, @Nullable MovieFacts> factsThen = new HashMap<>();
    /** Up to which change that is. */
    private long walked;

    Cut(RatingArrays arrays, long version, long sharesVersion) {
        this.arrays = arrays;
        this.log = arrays.log;
        this.version = version;
        this.walked = version;
        this.sharesVersion = sharesVersion;
    }

    RatingArrays arrays() {
        return arrays;
    }

    long version() {
        return version;
    }

    /** The version's position in the log of {@link RaterShares}. */
    long sharesVersion() {
        return sharesVersion;
    }

    /** How many changes a reader may have met in the arrays by now; more than {@link #version()} where something moved. */
    long met() {
        return log.started();
    }

    /** The customers whose ratings a reader may have met changed by now; to be asked after the arrays were read. */
    ChangedCustomers changedCustomers() {
        ChangedCustomers changed = new ChangedCustomers(log, version, met());
        log.requireKept(version);
        return changed;
    }

    /** Copies a customer's ratings, withdrawn ones left out. */
    void copyHistory(int customer, CustomerCopy into) {
        into.copy(arrays.byCustomer.row(customer));
        putBack(customer, version, into);
        log.requireKept(version);
        into.dropWithdrawn();
    }

    /** The same, for one of many customers: the log is read only from where {@code changed} ends. */
    void copyHistory(int customer, ChangedCustomers changed, CustomerCopy into) {
        into.copy(arrays.byCustomer.row(customer));
        putBack(customer, changed.until(), into);
        for (long position : changed.positionsBack(customer)) {
            putBack(position, into);
        }
        log.requireKept(version);
        into.dropWithdrawn();
    }

    /** Takes back what happened to a customer's ratings from a position on. */
    private void putBack(int customer, long from, CustomerCopy into) {
        for (long position = met() - 1; position >= from; position--) {
            if (log.customer(position) == customer) {
                putBack(position, into);
            }
        }
    }

    private void putBack(long position, CustomerCopy into) {
        into.set(log.movie(position), log.codeBefore(position), log.dateBefore(position));
    }

    /** Copies a movie's raters. */
    void copyRaters(int movie, MovieCopy into) {
        into.copy(arrays.byMovie.row(movie));
        for (long position = met() - 1; position >= version; position--) {
            if (log.movie(position) == movie && log.customer(position) != ChangeLog.FACTS) {
                into.set(log.customer(position), log.codeBefore(position));
            }
        }
        log.requireKept(version);
    }

    /** What was known about a movie, null where no event had named it. */
    @Nullable
    MovieFacts facts(int movie) {
        MovieFacts now = arrays.table.facts(movie);
        walkFacts();
        return factsThen.containsKey(movie) ? factsThen.get(movie) : now;
    }

    /** Notes what the facts were that have changed; to be called after they were read. Each change is looked at once. */
    private void walkFacts() {
        long from = walked;
        long met = met();
        for (long position = from; position < met; position++) {
            int movie = log.movie(position);
            if (log.customer(position) == ChangeLog.FACTS && !factsThen.containsKey(movie)) {
                factsThen.put(movie, log.factsBefore(position));
            }
        }
        log.requireKept(from);
        walked = met;
    }

    /**
     * Count and sum of codes of a customer's ratings by era: count at twice the era's index, sum behind it.
     */
    long[] byEra(CustomerCopy history) {
        long[] totals = new long[arrays.totals.length];
        for (int i = 0, n = history.size(); i < n; i++) {
            int era = arrays.table.era(history.movie(i));
            totals[2 * era]++;
            totals[2 * era + 1] += history.code(i);
        }
        if (factsMoved()) {
            Arrays.fill(totals, 0);
            for (int i = 0, n = history.size(); i < n; i++) {
                int era = arrays.table.eraIndexOf(facts(history.movie(i)));
                totals[2 * era]++;
                totals[2 * era + 1] += history.code(i);
            }
        }
        return totals;
    }

    /** The same of all ratings. */
    long[] byEraOfAll() {
        long[] totals = arrays.totals.clone();
        if (met() == version) {
            return totals;
        }
        // Something moved meanwhile: the movies' own tallies, each put back, say what the totals were.
        Arrays.fill(totals, 0);
        boolean factsMoved = factsMoved();
        int movies = arrays.movies.limit();
        long[] then = new long[movies];
        for (int movie = 0; movie < movies; movie++) {
            then[movie] = arrays.tallies.of(movie);
        }
        for (long position = met() - 1; position >= version; position--) {
            if (log.customer(position) != ChangeLog.FACTS && log.movie(position) < movies) {
                then[log.movie(position)] = log.tallyBefore(position);
            }
        }
        log.requireKept(version);
        for (int movie = 0; movie < movies; movie++) {
            int era = factsMoved ? arrays.table.eraIndexOf(facts(movie)) : arrays.table.era(movie);
            totals[2 * era] += MovieTallies.count(then[movie]);
            totals[2 * era + 1] += MovieTallies.codeSum(then[movie]);
        }
        if (!factsMoved && factsMoved()) {
            return byEraOfAll();
        }
        return totals;
    }

    /** Whether what is known about any movie has changed since. */
    boolean factsMoved() {
        walkFacts();
        return !factsThen.isEmpty();
    }
}
