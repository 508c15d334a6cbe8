package dev.ratecast.factor;

import java.util.Arrays;

/**
 * Where movies stand by who rates them, whatever the ratings. Only products and norms of coordinates mean anything.
 * Unchanging.
 */
public final class MovieAudiences {
    private final int rank;
    private final float[] coordinates;

    /**
     * Coordinates of n movies. The array belongs to this object from now on.
     *
     * @param coordinates by place among the movies of the same factors, {@code rank} numbers each
     */
    public MovieAudiences(int rank, float[] coordinates) {
        if (coordinates.length % rank != 0) {
            throw new IllegalArgumentException(
                    coordinates.length + " numbers are no whole number of movies of " + rank + " each");
        }
        this.rank = rank;
        this.coordinates = coordinates;
    }

    /** Of so many movies nothing is known: all are zero. */
    public static MovieAudiences unknown(int movies) {
        int rank = AudienceSettings.DEFAULT.rank();
        return new MovieAudiences(rank, new float[movies * rank]);
    }

    public int rank() {
        return rank;
    }

    /** A copy of a movie's coordinates. */
    public float[] of(int place) {
        return Arrays.copyOfRange(coordinates, place * rank, (place + 1) * rank);
    }

    /** How many movies there are. */
    int size() {
        return coordinates.length / rank;
    }
}
