package dev.ratecast.known.memory;

import dev.ratecast.known.RaterMeans;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * By movie, the {@link RaterMeans} of its raters, kept up with every change of a rater's count and sum, and a log of what
 * stood there before: one change of a rating changes the share of every movie that its customer rates.
 *
 * <p>Implementation notes: one thread writes, any number read. As in {@link ChangeLog}, a change is logged and counted in
 * {@link #started()} before it is made in place, and a reader asks for the count after it has read the sums.
 */
final class RaterShares {
    private static final VarHandle STARTED;

    static {
        try {
            STARTED = MethodHandles.lookup().findVarHandle(RaterShares.class, "started", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** By twice the movie's index: sum shares, and behind each the weights. */
    private volatile long[] shares = new long[32];

    private final int mask;
    private final int[] movies;
    /** By twice the slot: sum shares, and behind each the weights, before the change. */
    private final long[] before;

    @SuppressWarnings("UnusedVariable") // through STARTED
    private long started;

    /**
     * @param capacity how many changes of movies' sums are kept, a power of two
     */
    RaterShares(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("the capacity of a log is a power of two, not " + capacity);
        }
        mask = capacity - 1;
        movies = new int[capacity];
        before = new long[2 * capacity];
    }

    /** Makes room for movies below {@code limit}. Writer only, as is everything up to {@link #started()}. */
    void reserve(int limit) {
        if (2 * limit > shares.length) {
            shares = Arrays.copyOf(shares, 2 * Growth.atLeast(limit, shares.length / 2));
        }
    }

    /** Adds to a movie's sums. */
    void add(int movie, long sumShare, long weight) {
        long[] sums = shares;
        long position = (long) STARTED.get(this);
        int slot = (int) position & mask;
        movies[slot] = movie;
        before[2 * slot] = sums[2 * movie];
        before[2 * slot + 1] = sums[2 * movie + 1];
        STARTED.setRelease(this, position + 1);
        // What is changed in place from here on may not be seen before the log says so.
        VarHandle.releaseFence();
        sums[2 * movie] += sumShare;
        sums[2 * movie + 1] += weight;
    }

    /** Adds to all movies' sums where nobody reads yet. */
    void load(Sums loaded) {
        for (int i = 0; i < loaded.sums.length; i++) {
            shares[i] += loaded.sums[i];
        }
    }

    /** Sums of some customers' shares, by movie, of one thread's own. */
    static final class Sums {
        /** As {@link RaterShares#sums()} has them. */
        private final long[] sums;

        Sums(int movies) {
            sums = new long[2 * movies];
        }

        void add(int movie, long sumShare, long weight) {
            sums[2 * movie] += sumShare;
            sums[2 * movie + 1] += weight;
        }
    }

    /** How many changes readers may meet in the sums. To be asked after the sums were read. */
    long started() {
        VarHandle.acquireFence();
        return (long) STARTED.getAcquire(this);
    }

    /** All sums as they are now: by twice the movie's index the sum shares, and behind each the weights. */
    long[] sums() {
        return shares;
    }

    /** The movie of a change. */
    int movie(long position) {
        return movies[(int) position & mask];
    }

    long sumShareBefore(long position) {
        return before[2 * ((int) position & mask)];
    }

    long weightBefore(long position) {
        return before[2 * ((int) position & mask) + 1];
    }

    /** To be called after entries from a position on were read: whether they were still there. */
    void requireKept(long position) {
        if (started() - position > mask) {
            throw new StaleCutException();
        }
    }
}
