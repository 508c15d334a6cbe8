package dev.ratecast.known.memory;

import dev.ratecast.rating.RatingDates;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A customer's ratings: movie index, code and date of each, 5 bytes an entry, 2 more where dates have times of day and 2
 * more where a movie's index needs them. First come entries in ascending order of movies, then a short tail in order of
 * arrival. Withdrawn ratings stay, with {@link Codes#NONE}.
 *
 * <p>Implementation notes: one thread writes. Entries are appended behind the length that readers see, and codes and
 * dates are overwritten in place; nothing ever moves. A row that is full is replaced by a longer one, in order.
 */
final class CustomerRow {
    static final CustomerRow EMPTY = new CustomerRow(0, false, false, 0, 0);

    static final int NARROW_MOVIES = 1 << Character.SIZE;
    private static final VarHandle LENGTH;

    static {
        try {
            LENGTH = MethodHandles.lookup().findVarHandle(CustomerRow.class, "length", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Movie indexes; null where {@link #wideMovies} has them. */
    final char @Nullable [] movies;

    final int @Nullable [] wideMovies;
    final byte[] codes;
    private final char @Nullable [] days;
    private final int @Nullable [] seconds;
    private final int sorted;

    @SuppressWarnings("UnusedVariable") // through LENGTH
    private int length;

    CustomerRow(int capacity, boolean wideMovies, boolean withTimes, int sorted, int length) {
        this.movies = wideMovies ? null : new char[capacity];
        this.wideMovies = wideMovies ? new int[capacity] : null;
        this.codes = new byte[capacity];
        this.days = withTimes ? null : new char[capacity];
        this.seconds = withTimes ? new int[capacity] : null;
        this.sorted = sorted;
        this.length = length;
    }

    /** How many entries readers may read. */
    int length() {
        return (int) LENGTH.getAcquire(this);
    }

    int movie(int place) {
        return movies != null ? movies[place] : wideMovies(place);
    }

    int code(int place) {
        return codes[place] & 0xFF;
    }

    /** Epoch seconds. */
    long date(int place) {
        return days != null ? days[place] * RatingDates.SECONDS_PER_DAY : seconds(place);
    }

    boolean isWide() {
        return movies == null;
    }

    boolean hasTimes() {
        return days == null;
    }

    /** The place of a movie, or −1. Costs a binary search and a walk over the tail. */
    int find(int movie) {
        int low = 0;
        int high = sorted - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = movie(middle);
            if (found == movie) {
                return middle;
            }
            if (found < movie) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        for (int place = sorted, n = length(); place < n; place++) {
            if (movie(place) == movie) {
                return place;
            }
        }
        return -1;
    }

    /** Overwrites an entry; returns the row that holds it, another one where the date did not fit. */
    CustomerRow set(int place, int code, long date) {
        CustomerRow row = fits(date) ? this : copy(codes.length, isWide(), true);
        row.write(row == this ? place : row.find(movie(place)), code, date);
        return row;
    }

    /** Adds an entry for a movie that has none; returns the row that holds it, a longer one where this one is full. */
    CustomerRow add(int movie, int code, long date) {
        int length = length();
        boolean wide = isWide() || movie >= NARROW_MOVIES;
        boolean full = length == codes.length;
        CustomerRow row = !full && wide == isWide() && fits(date)
                ? this
                : copy(full ? Growth.after(length) : codes.length, wide, hasTimes() || !fits(date));
        row.append(movie, code, date);
        return row;
    }

    /** As {@link #add}, but a longer row is not put in order and leaves more room: for many entries to come. */
    CustomerRow addedAnywhere(int movie, int code, long date) {
        int length = length();
        boolean wide = isWide() || movie >= NARROW_MOVIES;
        CustomerRow row = this;
        if (length == codes.length || wide != isWide() || !fits(date)) {
            row = new CustomerRow(length + (length >> 1) + 4, wide, hasTimes() || !fits(date), 0, length);
            for (int place = 0; place < length; place++) {
                row.writeMovie(place, movie(place));
                row.write(place, code(place), date(place));
            }
        }
        row.append(movie, code, date);
        return row;
    }

    /** The same entries in ascending order, in a row with little room to spare; of entries of one movie, the newest. */
    CustomerRow inOrder() {
        int length = length();
        long[] order = order();
        CustomerRow row = new CustomerRow(length + (length >> 5) + 1, isWide(), hasTimes(), length, length);
        int kept = 0;
        for (int i = 0; i < length; i++) {
            int place = (int) order[i];
            boolean again = kept > 0 && row.movie(kept - 1) == movie(place);
            if (again && date(place) < row.date(kept - 1)) {
                continue;
            }
            int at = again ? kept - 1 : kept++;
            row.writeMovie(at, movie(place));
            row.write(at, code(place), date(place));
        }
        return kept == length ? row : row.shortened(kept);
    }

    private CustomerRow shortened(int length) {
        CustomerRow row = new CustomerRow(length + 1, isWide(), hasTimes(), length, length);
        for (int place = 0; place < length; place++) {
            row.writeMovie(place, movie(place));
            row.write(place, code(place), date(place));
        }
        return row;
    }

    /** Movie index above, place below; ascending. */
    private long[] order() {
        long[] order = new long[length()];
        for (int place = 0; place < order.length; place++) {
            order[place] = (long) movie(place) << Integer.SIZE | place;
        }
        Arrays.sort(order);
        return order;
    }

    /** Appends where there is room and everything fits. */
    private void append(int movie, int code, long date) {
        int length = length();
        writeMovie(length, movie);
        write(length, code, date);
        LENGTH.setRelease(this, length + 1);
    }

    void writeMovie(int place, int movie) {
        if (movies != null) {
            movies[place] = (char) movie;
        } else if (wideMovies != null) {
            wideMovies[place] = movie;
        }
    }

    void write(int place, int code, long date) {
        codes[place] = (byte) code;
        if (days != null) {
            days[place] = (char) (date / RatingDates.SECONDS_PER_DAY);
        } else if (seconds != null) {
            seconds[place] = (int) date;
        }
    }

    /** The same entries in ascending order, in a new row. */
    private CustomerRow copy(int capacity, boolean wide, boolean withTimes) {
        int length = length();
        long[] order = order();
        CustomerRow row = new CustomerRow(capacity, wide, withTimes, length, length);
        for (int place = 0; place < length; place++) {
            row.writeMovie(place, (int) (order[place] >>> Integer.SIZE));
            row.write(place, code((int) order[place]), date((int) order[place]));
        }
        return row;
    }

    /** Writes the entries, column by column. */
    void write(SnapshotOutput out) throws IOException {
        int length = length();
        if (movies != null) {
            out.putChars(movies, length);
        } else if (wideMovies != null) {
            out.putInts(wideMovies, length);
        }
        out.putBytes(codes, length);
        if (days != null) {
            out.putChars(days, length);
        } else if (seconds != null) {
            out.putInts(seconds, length);
        }
        out.putInt(sorted);
    }

    /** Reads what {@link #write(SnapshotOutput)} wrote. */
    static CustomerRow read(SnapshotInput in, int length, boolean wideMovies, boolean withTimes) throws IOException {
        CustomerRow row = new CustomerRow(length + (length >> 5) + 1, wideMovies, withTimes, length, length);
        if (row.movies != null) {
            in.getChars(row.movies, length);
        } else if (row.wideMovies != null) {
            in.getInts(row.wideMovies, length);
        }
        in.getBytes(row.codes, length);
        if (row.days != null) {
            in.getChars(row.days, length);
        } else if (row.seconds != null) {
            in.getInts(row.seconds, length);
        }
        return in.getInt() == length ? row : row.inOrder();
    }

    private boolean fits(long date) {
        return hasTimes() || date % RatingDates.SECONDS_PER_DAY == 0;
    }

    private int wideMovies(int place) {
        return wideMovies == null ? -1 : wideMovies[place];
    }

    private long seconds(int place) {
        return seconds == null ? -1 : Integer.toUnsignedLong(seconds[place]);
    }
}
