package dev.ratecast.rating;

/**
 * The identity of a movie.
 *
 * @param value from 0 to 2^53−1
 */
public record MovieId(long value) implements Comparable<MovieId> {
    public MovieId {
        if (value < 0 || value > CustomerId.MAX_VALUE) {
            throw new IllegalArgumentException("movie_id must be from 0 to " + CustomerId.MAX_VALUE + ", not " + value);
        }
    }

    @Override
    public int compareTo(MovieId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
