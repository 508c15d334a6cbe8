package dev.ratecast.known.memory;

import dev.ratecast.rating.MovieFacts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes, numbered from 0, each with what stood there before: a ring that one thread writes and any number
 * read. A version of the ratings is the number of changes that it includes.
 *
 * <p>Implementation notes: a change is logged, then {@link #started()} says so, then the arrays are changed in place,
 * then {@link #published()} follows, once per event. A reader who met any part of a change in the arrays therefore finds
 * it in the log, if it looks at {@link #started()} after the arrays.
 */
final class ChangeLog {
    /** In place of a customer: the change is of a movie's facts. */
    static final int FACTS = -1;

    private static final VarHandle STARTED;
    private static final VarHandle PUBLISHED;

    static {
        try {
            STARTED = MethodHandles.lookup().findVarHandle(ChangeLog.class, "started", long.class);
            PUBLISHED = MethodHandles.lookup().findVarHandle(ChangeLog.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int mask;
    private final int[] customers;
    private final int[] movies;
    private final byte[] codesBefore;
    private final byte[] codesAfter;
    /** Epoch seconds, unsigned. */
    private final int[] datesBefore;
    /** As {@link MovieTallies} packs them. */
    private final long[] talliesBefore;

    private final @Nullable MovieFacts[] factsBefore;
    /** By the last change before a version: the position in the log of {@link RaterShares} that belongs to it. */
    private final long[] sharesAfter;

    @SuppressWarnings("UnusedVariable") // through STARTED
    private long started;

    @SuppressWarnings("UnusedVariable") // through PUBLISHED
    private long published;

    /**
     * @param capacity how many changes are kept, a power of two
     */
    ChangeLog(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a change log's capacity is a power of two, not " + capacity);
        }
        mask = capacity - 1;
        customers = new int[capacity];
        movies = new int[capacity];
        codesBefore = new byte[capacity];
        codesAfter = new byte[capacity];
        datesBefore = new int[capacity];
        talliesBefore = new long[capacity];
        factsBefore = new MovieFacts[capacity];
        sharesAfter = new long[capacity];
    }

    /** Logs what is about to happen to a rating. Writer only, as is everything up to {@link #publish()}. */
    void startRating(int customer, int movie, int before, int after, long dateBefore, long tallyBefore) {
        long position = (long) STARTED.get(this);
        int slot = (int) position & mask;
        customers[slot] = customer;
        movies[slot] = movie;
        codesBefore[slot] = (byte) before;
        codesAfter[slot] = (byte) after;
        datesBefore[slot] = (int) dateBefore;
        talliesBefore[slot] = tallyBefore;
        factsBefore[slot] = null;
        start(position);
    }

    /** Logs that a movie's facts are about to change, null where none were known. */
    void startFacts(int movie, @Nullable MovieFacts before) {
        long position = (long) STARTED.get(this);
        int slot = (int) position & mask;
        customers[slot] = FACTS;
        movies[slot] = movie;
        codesBefore[slot] = 0;
        codesAfter[slot] = 0;
        factsBefore[slot] = before;
        start(position);
    }

    private void start(long position) {
        STARTED.setRelease(this, position + 1);
        // What is changed in place from here on may not be seen before the log says so.
        VarHandle.releaseFence();
    }

    /**
     * Makes everything that was started visible as one step.
     *
     * @param shares the position that the log of {@link RaterShares} has reached
     */
    void publish(long shares) {
        long version = (long) STARTED.get(this);
        sharesAfter[(int) (version - 1) & mask] = shares;
        PUBLISHED.setRelease(this, version);
    }

    /** How many changes readers may meet in the arrays. To be asked after the arrays were read. */
    long started() {
        VarHandle.acquireFence();
        return (long) STARTED.getAcquire(this);
    }

    /** The newest version: all its changes are in the arrays. */
    long published() {
        return (long) PUBLISHED.getAcquire(this);
    }

    /** The position in the log of {@link RaterShares} that belongs to a published version. */
    long sharesAt(long version) {
        long position = version == 0 ? 0 : sharesAfter[(int) (version - 1) & mask];
        requireKept(version);
        return position;
    }

    /** The oldest version that readers can still work with, more or less. */
    long oldest() {
        return (long) STARTED.getAcquire(this) - mask;
    }

    /** To be called after entries behind a version were read: whether they were still there. */
    void requireKept(long version) {
        if (started() - version > mask) {
            throw new StaleCutException();
        }
    }

    /** The customer of a change, or {@link #FACTS}. */
    int customer(long position) {
        return customers[(int) position & mask];
    }

    int movie(long position) {
        return movies[(int) position & mask];
    }

    int codeBefore(long position) {
        return codesBefore[(int) position & mask] & 0xFF;
    }

    int codeAfter(long position) {
        return codesAfter[(int) position & mask] & 0xFF;
    }

    long dateBefore(long position) {
        return Integer.toUnsignedLong(datesBefore[(int) position & mask]);
    }

    long tallyBefore(long position) {
        return talliesBefore[(int) position & mask];
    }

    @Nullable
    MovieFacts factsBefore(long position) {
        return factsBefore[(int) position & mask];
    }
}
