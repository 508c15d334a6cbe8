package dev.ratecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Training examples in primitive columns: per rating the feature vector, baseline and overall mean as they were known
 * before it, and the rating itself, in stars. {@link #slice} gives a view of consecutive ones.
 */
public final class Examples {
    private static final int BLOCK_BITS = 13;
    private static final int BLOCK_ROWS = 1 << BLOCK_BITS;

    private final int width;
    private final List<float[]> vectors;
    /** Three numbers a row: rating, baseline, overall mean. */
    private final List<double[]> targets;

    private final int from;
    private int to;

    /**
     * No examples yet.
     *
     * @param width the length of a feature vector
     */
    public Examples(int width) {
        this(width, new ArrayList<>(), new ArrayList<>(), 0, 0);
    }

    private Examples(int width, List<float[]> vectors, List<double[]> targets, int from, int to) {
        this.width = width;
        this.vectors = vectors;
        this.targets = targets;
        this.from = from;
        this.to = to;
    }

    /** Appends one; only to the examples themselves, never to a slice. */
    public void add(float[] vector, double rating, double baseline, double overallMean) {
        if (to == vectors.size() << BLOCK_BITS) {
            vectors.add(new float[BLOCK_ROWS * width]);
            targets.add(new double[BLOCK_ROWS * 3]);
        }
        int row = to++;
        System.arraycopy(vector, 0, vectors.get(row >> BLOCK_BITS), inBlock(row) * width, width);
        double[] block = targets.get(row >> BLOCK_BITS);
        block[inBlock(row) * 3] = rating;
        block[inBlock(row) * 3 + 1] = baseline;
        block[inBlock(row) * 3 + 2] = overallMean;
    }

    /** The examples from {@code first} to {@code end}, {@code end} not included. */
    public Examples slice(int first, int end) {
        return new Examples(width, vectors, targets, from + first, from + end);
    }

    public int size() {
        return to - from;
    }

    /** The length of a feature vector. */
    public int width() {
        return width;
    }

    public double rating(int row) {
        return target(row, 0);
    }

    public double baseline(int row) {
        return target(row, 1);
    }

    public double overallMean(int row) {
        return target(row, 2);
    }

    public float feature(int row, int column) {
        int at = from + row;
        return vectors.get(at >> BLOCK_BITS)[inBlock(at) * width + column];
    }

    private double target(int row, int column) {
        int at = from + row;
        return targets.get(at >> BLOCK_BITS)[inBlock(at) * 3 + column];
    }

    private static int inBlock(int row) {
        return row & (BLOCK_ROWS - 1);
    }
}
