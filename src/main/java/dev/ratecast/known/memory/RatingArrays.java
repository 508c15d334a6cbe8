package dev.ratecast.known.memory;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingScale;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The known ratings by customer and by movie, in primitive arrays: some 5 bytes a rating by customer, and by movie 4 or,
 * where bit planes stand for the list, fewer. Applies events by the rules that the tables follow.
 *
 * <p>Implementation notes: one thread writes, any number read, through {@link Cut}s; nobody waits for anybody. How that is
 * safe stands in docs/decisions/0011.
 */
public final class RatingArrays {
    final RatingScale scale;
    final NeighborRule rule;
    final Codes codes;
    final ChangeLog log;
    final IdIndex customers = new IdIndex();
    final IdIndex movies = new IdIndex();
    final CustomerRows byCustomer = new CustomerRows();
    final MovieRows byMovie;
    final MovieTallies tallies = new MovieTallies();
    final RaterShares shares;
    final MovieFactsByIndex table;
    final CountsCache cache;
    final PackedCounts packed;
    final Pool<SlicedCounts> slices;
    final MatrixSettings settings;
    /** Count and sum of codes of all ratings by era: count at twice the era's index, sum behind it. */
    final long[] totals;

    private final int mostCustomers;
    private final ShareChanges shareChanges;
    private boolean started;

    public RatingArrays(RatingScale scale, Eras eras, NeighborRule rule) {
        this(scale, eras, rule, MatrixSettings.DEFAULT);
    }

    RatingArrays(RatingScale scale, Eras eras, NeighborRule rule, MatrixSettings settings) {
        this.scale = scale;
        this.rule = rule;
        this.codes = new Codes(scale);
        this.mostCustomers = mostCustomers(scale);
        this.log = new ChangeLog(settings.logCapacity());
        this.shares = new RaterShares(settings.sharesLogCapacity());
        this.byMovie = new MovieRows(codes.bits(), settings.dense());
        this.table = new MovieFactsByIndex(eras);
        this.totals = new long[2 * eras.count()];
        this.settings = settings;
        this.packed = new PackedCounts(codes, rule);
        this.slices = new Pool<>(() -> new SlicedCounts(codes, packed));
        this.cache = new CountsCache(settings.cacheBytes());
        this.shareChanges = new ShareChanges(codes, shares);
    }

    public RatingScale scale() {
        return scale;
    }

    public Eras eras() {
        return table.eras();
    }

    /** How many customers have an index now. */
    public int customerCount() {
        return customers.size();
    }

    /** How many movies events have named. */
    public int movieCount() {
        return movies.size();
    }

    /**
     * Applies a rating or its withdrawal; the newest date wins, on a tie what is applied later. Writer only.
     *
     * @param units null for a withdrawal
     * @param ratedAt epoch seconds
     * @throws IllegalArgumentException for a date that no rating can have
     */
    public RatingEffect put(long customerId, MovieFacts arriving, @Nullable Integer units, long ratedAt) {
        RatingDates.check(customerId, arriving.movie().value(), ratedAt);
        int movie = movie(arriving.movie().value());
        merge(movie, arriving);
        int customer = customer(customerId, log.oldest());
        byCustomer.reserve(customer + 1);
        RatingEffect effect = put(customer, movie, codes.of(units), ratedAt);
        publish();
        return effect;
    }

    private RatingEffect put(int customer, int movie, int code, long date) {
        CustomerRow row = byCustomer.row(customer);
        int place = row.find(movie);
        int before = place < 0 ? Codes.NONE : row.code(place);
        long dateBefore = place < 0 ? 0 : row.date(place);
        if (place >= 0 && date == dateBefore && code == before) {
            return RatingEffect.DUPLICATE;
        }
        if (place >= 0 && date < dateBefore) {
            return RatingEffect.SUPERSEDED;
        }
        start(customer, movie, before, code, dateBefore);
        shareChanges.rating(row, movie, before, code);
        CustomerRow changed = place < 0 ? row.add(movie, code, date) : row.set(place, code, date);
        if (changed != row) {
            byCustomer.replace(customer, changed);
        }
        count(customer, movie, before, code);
        if (code == Codes.NONE) {
            return RatingEffect.WITHDRAWN;
        }
        return before == Codes.NONE ? RatingEffect.ADDED : RatingEffect.REPLACED;
    }

    /** Forgets a customer; an unknown one is no matter. Writer only. */
    public void erase(long customerId) {
        int customer = customers.find(customerId);
        if (customer == IdIndex.NONE) {
            return;
        }
        CustomerRow row = byCustomer.row(customer);
        shareChanges.erasure(row);
        for (int place = 0, n = row.length(); place < n; place++) {
            if (row.code(place) != Codes.NONE) {
                start(customer, row.movie(place), row.code(place), Codes.NONE, row.date(place));
                count(customer, row.movie(place), row.code(place), Codes.NONE);
            }
        }
        byCustomer.replace(customer, CustomerRow.EMPTY);
        publish();
        // Not before: who no longer finds the customer must not answer of a state that still has the ratings.
        customers.remove(customerId, log.started());
        // The removed id before the look into the cache: whoever puts counts there looks at the id afterwards.
        VarHandle.fullFence();
        cache.forget(customer);
    }

    /** How many customers can be numbered beside the codes of a scale, in the 31 bits of an entry of a movie's list. */
    public static int mostCustomers(RatingScale scale) {
        return 1 << (Integer.SIZE - 1 - new Codes(scale).bits());
    }

    /**
     * The index of a customer, who is given one if there is none.
     *
     * @param oldest indexes freed before this version may be given again
     * @throws IllegalStateException where there are more customers than can be numbered
     */
    int customer(long id, long oldest) {
        int customer = customers.findOrAdd(id, oldest);
        if (customer >= mostCustomers) {
            throw new IllegalStateException(
                    "on the scale " + scale + " the memory holds ratings of " + mostCustomers + " customers at most");
        }
        return customer;
    }

    /** The index of a movie, which is given one if it has none. */
    int movie(long id) {
        int movie = movies.findOrAdd(id, 0);
        byMovie.reserve(movie + 1);
        tallies.reserve(movie + 1);
        shares.reserve(movie + 1);
        table.reserve(movie + 1);
        return movie;
    }

    /** Merges what an event says about a movie; a changed era moves the movie's ratings. */
    void merge(int movie, MovieFacts arriving) {
        MovieFacts known = table.facts(movie);
        MovieFacts merged = known == null ? arriving : known.merge(arriving);
        if (merged.equals(known)) {
            return;
        }
        log.startFacts(movie, known);
        started = true;
        int from = table.eraIndexOf(known);
        int to = table.eraIndexOf(merged);
        table.set(movie, merged);
        long tally = tallies.of(movie);
        addToTotals(from, -MovieTallies.count(tally), -MovieTallies.codeSum(tally));
        addToTotals(to, MovieTallies.count(tally), MovieTallies.codeSum(tally));
    }

    private void start(int customer, int movie, int before, int after, long dateBefore) {
        log.startRating(customer, movie, before, after, dateBefore, tallies.of(movie));
        started = true;
    }

    /** Moves the movie's row and every tally from one code to another. */
    private void count(int customer, int movie, int before, int after) {
        if (before == after) {
            return;
        }
        byMovie.set(movie, customer, before, after, customers.limit());
        tallies.change(movie, before, after);
        int ratings = (after == Codes.NONE ? 0 : 1) - (before == Codes.NONE ? 0 : 1);
        addToTotals(table.era(movie), ratings, after - before);
    }

    void addToTotals(int era, long ratings, long codeSum) {
        totals[2 * era] += ratings;
        totals[2 * era + 1] += codeSum;
    }

    void publish() {
        if (started) {
            started = false;
            log.publish(shares.started());
        }
    }

    /** The newest state, for a reader. */
    Cut cut() {
        long version = log.published();
        return new Cut(this, version, log.sharesAt(version));
    }

    @Override
    public String toString() {
        return "RatingArrays[customers=" + customers.size() + ", movies=" + movies.size() + ", version="
                + log.published() + ", totals=" + Arrays.toString(totals) + "]";
    }
}
