package dev.ratecast.factor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One side's biases and factor vectors, by id: of customers or of movies. Unchanging.
 */
public final class FactorTable {
    /** The place of an id that is not there. */
    public static final int NONE = -1;

    private final int rank;
    private final long[] ids;
    private final int[] counts;
    private final float[] biases;
    private final float[] tastes;
    private final float[] vectors;
    private final long ratings;

    /**
     * A table of n rows. The arrays belong to it from now on.
     *
     * @param ids ascending
     * @param counts how many ratings each row was fitted on
     * @param biases on the scale mapped to 0..1
     * @param tastes likewise; see {@link #taste}
     * @param vectors row after row, {@code rank} numbers each
     */
    public FactorTable(int rank, long[] ids, int[] counts, float[] biases, float[] tastes, float[] vectors) {
        if (counts.length != ids.length
                || biases.length != ids.length
                || tastes.length != ids.length
                || vectors.length != ids.length * rank) {
            throw new IllegalArgumentException("a table of " + ids.length
                    + " ids needs as many counts, biases, tastes and vectors of rank " + rank);
        }
        for (int i = 1; i < ids.length; i++) {
            if (ids[i - 1] >= ids[i]) {
                throw new IllegalArgumentException("the ids of a factor table ascend");
            }
        }
        this.rank = rank;
        this.ids = ids;
        this.counts = counts;
        this.biases = biases;
        this.tastes = tastes;
        this.vectors = vectors;
        this.ratings = IntStream.of(counts).asLongStream().sum();
    }

    /** A table without rows. */
    public static FactorTable empty(int rank) {
        return new FactorTable(rank, new long[0], new int[0], new float[0], new float[0], new float[0]);
    }

    public int rank() {
        return rank;
    }

    public int size() {
        return ids.length;
    }

    /** The place of an id, or {@link #NONE}. */
    public int find(long id) {
        int place = Arrays.binarySearch(ids, id);
        return place < 0 ? NONE : place;
    }

    public long id(int place) {
        return ids[place];
    }

    /** How many ratings the row was fitted on. */
    public int count(int place) {
        return counts[place];
    }

    /** How many ratings all rows were fitted on. */
    long ratings() {
        return ratings;
    }

    /** On the scale mapped to 0..1. */
    public float bias(int place) {
        return biases[place];
    }

    /**
     * How good the movies are that stand behind the row, on the scale mapped to 0..1: of a customer, the damped mean
     * effect of its movies; of a movie, the mean of its raters' tastes.
     */
    public float taste(int place) {
        return tastes[place];
    }

    /** The vectors of all rows; that of a place starts at {@code place * rank}. Not to be changed. */
    float[] vectors() {
        return vectors;
    }

    /** A copy of a row's vector. */
    public float[] vector(int place) {
        return Arrays.copyOfRange(vectors, place * rank, (place + 1) * rank);
    }
}
