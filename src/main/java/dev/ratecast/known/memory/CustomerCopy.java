package dev.ratecast.known.memory;

import java.util.Arrays;

/** One reader's own copy of a customer's ratings: movie index, code and date of each, in no particular order. */
final class CustomerCopy {
    private int[] movies = new int[64];
    private byte[] codes = new byte[64];
    /** Epoch seconds, unsigned. */
    private int[] dates = new int[64];

    private int size;

    void clear() {
        size = 0;
    }

    /** Takes the row as it is in this moment, changes in flight included. */
    void copy(CustomerRow row) {
        int length = row.length();
        ensure(length);
        for (int place = 0; place < length; place++) {
            movies[place] = row.movie(place);
            codes[place] = (byte) row.code(place);
            dates[place] = (int) row.date(place);
        }
        size = length;
    }

    void copy(CustomerCopy other) {
        ensure(other.size);
        System.arraycopy(other.movies, 0, movies, 0, other.size);
        System.arraycopy(other.codes, 0, codes, 0, other.size);
        System.arraycopy(other.dates, 0, dates, 0, other.size);
        size = other.size;
    }

    /** Gives a movie the code and date that the copy should have. */
    void set(int movie, int code, long date) {
        int place = find(movie);
        if (place < 0) {
            place = size;
            ensure(++size);
        }
        movies[place] = movie;
        codes[place] = (byte) code;
        dates[place] = (int) date;
    }

    /** Removes entries without a rating. */
    void dropWithdrawn() {
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if (codes[place] != Codes.NONE) {
                movies[kept] = movies[place];
                codes[kept] = codes[place];
                dates[kept++] = dates[place];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int movie(int place) {
        return movies[place];
    }

    int code(int place) {
        return codes[place] & 0xFF;
    }

    long date(int place) {
        return Integer.toUnsignedLong(dates[place]);
    }

    /** The code of a movie, {@link Codes#NONE} where there is none. Walks. */
    int codeOf(int movie) {
        int place = find(movie);
        return place < 0 ? Codes.NONE : code(place);
    }

    private int find(int movie) {
        int place = size - 1;
        while (place >= 0 && movies[place] != movie) {
            place--;
        }
        return place;
    }

    private void ensure(int length) {
        if (movies.length < length) {
            int capacity = Growth.atLeast(length, movies.length);
            movies = Arrays.copyOf(movies, capacity);
            codes = Arrays.copyOf(codes, capacity);
            dates = Arrays.copyOf(dates, capacity);
        }
    }
}
