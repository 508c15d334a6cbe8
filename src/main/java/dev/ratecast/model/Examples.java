package dev.ratecast.model;

import dev.ratecast.feature.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ratings with what was known before each one, in primitive columns: the network's features and the predictions without
 * a network. {@link #slice} gives a view of consecutive ones, {@link #withoutFeature} one of fewer features.
 */
public final class Examples {
    private static final int BLOCK_BITS = 13;
    private static final int BLOCK_ROWS = 1 << BLOCK_BITS;

    private static final int RATING = 0;
    private static final int PROCESS = 1;
    private static final int OVERALL_MEAN = 2;
    private static final int DAMPED_BIASES = 3;
    private static final int VARIANCE = 4;
    private static final int CUSTOMER_RATINGS = 5;
    private static final int MOVIE_RATINGS = 6;
    private static final int NOISE = 7;
    private static final int NUMBERS = 8;

    /** How many features are stored of each. */
    private final int stored;
    /** The stored features that count, in order. */
    private final int[] columns;

    private final List<float[]> vectors;
    /** {@link #NUMBERS} numbers a row. */
    private final List<double[]> numbers;

    private final int from;
    private int to;

    /**
     * No examples yet.
     *
     * @param width the length of a feature vector
     */
    public Examples(int width) {
        this(width, IntStream.range(0, width).toArray(), new ArrayList<>(), new ArrayList<>(), 0, 0);
    }

    private Examples(int stored, int[] columns, List<float[]> vectors, List<double[]> numbers, int from, int to) {
        this.stored = stored;
        this.columns = columns;
        this.vectors = vectors;
        this.numbers = numbers;
        this.from = from;
        this.to = to;
    }

    /**
     * Appends one; only to the examples themselves, never to a view.
     *
     * @param rating in stars
     */
    public void add(FeatureVector features, double rating) {
        if (to == vectors.size() << BLOCK_BITS) {
            vectors.add(new float[BLOCK_ROWS * stored]);
            numbers.add(new double[BLOCK_ROWS * NUMBERS]);
        }
        int row = to++;
        System.arraycopy(features.inputs(), 0, vectors.get(row >> BLOCK_BITS), inBlock(row) * stored, stored);
        double[] block = numbers.get(row >> BLOCK_BITS);
        int start = inBlock(row) * NUMBERS;
        FeatureVector.Baselines baselines = features.baselines();
        block[start + RATING] = rating;
        block[start + PROCESS] = baselines.process();
        block[start + OVERALL_MEAN] = baselines.overallMean();
        block[start + DAMPED_BIASES] = baselines.dampedBiases();
        block[start + VARIANCE] = baselines.processVariance();
        block[start + NOISE] = baselines.noise();
        block[start + CUSTOMER_RATINGS] = features.customerRatings();
        block[start + MOVIE_RATINGS] = features.movieRatings();
    }

    /** The examples from {@code first} to {@code end}, {@code end} not included. */
    public Examples slice(int first, int end) {
        return new Examples(stored, columns, vectors, numbers, from + first, from + end);
    }

    /** The same examples without one of their features; a view, as a slice is. */
    public Examples withoutFeature(int column) {
        int[] others = IntStream.range(0, columns.length)
                .filter(other -> other != column)
                .map(other -> columns[other])
                .toArray();
        return new Examples(stored, others, vectors, numbers, from, to);
    }

    public int size() {
        return to - from;
    }

    /** The length of a feature vector. */
    public int width() {
        return columns.length;
    }

    /** In stars, as are all predictions. */
    public double rating(int row) {
        return number(row, RATING);
    }

    /** What the network corrects: {@link FeatureVector.Baselines#process}. */
    public double baseline(int row) {
        return number(row, PROCESS);
    }

    /** The mean of all ratings known before. */
    public double overallMean(int row) {
        return number(row, OVERALL_MEAN);
    }

    /** Mean, customer's and movie's effect. */
    public double dampedBiases(int row) {
        return number(row, DAMPED_BIASES);
    }

    /** The baseline's variance, as a share of one rating's own noise. */
    public double variance(int row) {
        return number(row, VARIANCE);
    }

    /** The variance of that noise as the customer's ratings show it, on the scale mapped to 0..1. */
    public double noise(int row) {
        return number(row, NOISE);
    }

    /** How many other movies the customer had rated. */
    public long customerRatings(int row) {
        return (long) number(row, CUSTOMER_RATINGS);
    }

    /** How many other customers had rated the movie. */
    public long movieRatings(int row) {
        return (long) number(row, MOVIE_RATINGS);
    }

    public float feature(int row, int column) {
        int at = from + row;
        return vectors.get(at >> BLOCK_BITS)[inBlock(at) * stored + columns[column]];
    }

    private double number(int row, int column) {
        int at = from + row;
        return numbers.get(at >> BLOCK_BITS)[inBlock(at) * NUMBERS + column];
    }

    private static int inBlock(int row) {
        return row & (BLOCK_ROWS - 1);
    }
}
