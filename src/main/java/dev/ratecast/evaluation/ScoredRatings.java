package dev.ratecast.evaluation;

import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Test ratings with what was predicted, in the order in which they were predicted: primitive rows of
 * {@code 76 + 8 · baselines} bytes, in blocks, so that growing copies nothing.
 */
public final class ScoredRatings {
    private static final int BLOCK_BITS = 12;
    private static final int BLOCK_ROWS = 1 << BLOCK_BITS;
    /** Customer, movie, time. */
    private static final int LONGS = 3;
    /** Customer's count, movie's count, era and flags. */
    private static final int INTS = 3;
    /** Rating, predicted, sd, low, high; then the baselines. */
    private static final int DOUBLES = 5;

    private static final int CUSTOMER_KNOWN = 1;
    private static final int MOVIE_KNOWN = 2;
    private static final int ERA_SHIFT = 2;

    private final RatingScale scale;
    private final Eras eras;
    private final double level;
    private final List<String> baselines;
    private final int corrected;
    private final int width;
    private final List<long[]> longs = new ArrayList<>();
    private final List<int[]> ints = new ArrayList<>();
    private final List<double[]> doubles = new ArrayList<>();
    private int size;

    /**
     * No ratings yet.
     *
     * @param level the share of ratings that intervals are meant to hold
     * @param baselines the names of the baselines
     * @param corrected the one that the model corrects
     */
    public ScoredRatings(RatingScale scale, Eras eras, double level, List<String> baselines, String corrected) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level lies between 0 and 1, not " + level);
        }
        if (!baselines.contains(corrected) || new HashSet<>(baselines).size() != baselines.size()) {
            throw new IllegalArgumentException("distinct baselines with " + corrected + " among them: " + baselines);
        }
        this.scale = scale;
        this.eras = eras;
        this.level = level;
        this.baselines = List.copyOf(baselines);
        this.corrected = baselines.indexOf(corrected);
        this.width = DOUBLES + baselines.size();
    }

    /** Appends one. */
    public void add(ScoredRating row) {
        if (row.baselines().length != baselines.size()) {
            throw new IllegalArgumentException(
                    row.baselines().length + " predictions of the baselines, for " + baselines);
        }
        if (inBlock(size) == 0) {
            longs.add(new long[BLOCK_ROWS * LONGS]);
            ints.add(new int[BLOCK_ROWS * INTS]);
            doubles.add(new double[BLOCK_ROWS * width]);
        }
        int block = size >> BLOCK_BITS;
        int at = inBlock(size);
        long[] keys = longs.get(block);
        keys[at * LONGS] = row.customer();
        keys[at * LONGS + 1] = row.movie();
        keys[at * LONGS + 2] = row.ratedAt();
        int[] counts = ints.get(block);
        counts[at * INTS] = row.customerCount();
        counts[at * INTS + 1] = row.movieCount();
        counts[at * INTS + 2] = row.era() << ERA_SHIFT
                | (row.customerKnown() ? CUSTOMER_KNOWN : 0)
                | (row.movieKnown() ? MOVIE_KNOWN : 0);
        double[] values = doubles.get(block);
        values[at * width] = row.rating();
        values[at * width + 1] = row.estimate().rating();
        values[at * width + 2] = row.estimate().sd();
        values[at * width + 3] = row.estimate().low();
        values[at * width + 4] = row.estimate().high();
        System.arraycopy(row.baselines(), 0, values, at * width + DOUBLES, baselines.size());
        size++;
    }

    public int size() {
        return size;
    }

    public RatingScale scale() {
        return scale;
    }

    /** The share of ratings that intervals are meant to hold. */
    public double level() {
        return level;
    }

    /** The names of the baselines. */
    public List<String> baselines() {
        return baselines;
    }

    /** The place in {@link #baselines} of the one that the model corrects. */
    public int corrected() {
        return corrected;
    }

    public long customer(int row) {
        return key(row, 0);
    }

    public long movie(int row) {
        return key(row, 1);
    }

    /** The rating date, in epoch seconds. */
    public long ratedAt(int row) {
        return key(row, 2);
    }

    /** In stars, as are predictions, sd and interval. */
    public double rating(int row) {
        return value(row, 0);
    }

    public double predicted(int row) {
        return value(row, 1);
    }

    public double sd(int row) {
        return value(row, 2);
    }

    public double low(int row) {
        return value(row, 3);
    }

    public double high(int row) {
        return value(row, 4);
    }

    public double baseline(int row, int baseline) {
        return value(row, DOUBLES + baseline);
    }

    /** How many of the customer's ratings were known. */
    public int customerCount(int row) {
        return count(row, 0);
    }

    /** How many ratings of the movie were known. */
    public int movieCount(int row) {
        return count(row, 1);
    }

    /** The name of the movie's era. */
    public String era(int row) {
        return eras.all().get(count(row, 2) >> ERA_SHIFT).name();
    }

    /** Whether the customer had rated up to the cut. */
    public boolean customerKnown(int row) {
        return (count(row, 2) & CUSTOMER_KNOWN) != 0;
    }

    /** Whether the movie had been rated up to the cut. */
    public boolean movieKnown(int row) {
        return (count(row, 2) & MOVIE_KNOWN) != 0;
    }

    /** Whether customer and movie both were rated up to the cut. */
    public boolean seen(int row) {
        return customerKnown(row) && movieKnown(row);
    }

    /** The customers of all rows, numbered from 0 by first appearance. */
    int[] customerNumbers() {
        Map<Long, Integer> numbers = new HashMap<>();
        int[] byRow = new int[size];
        for (int row = 0; row < size; row++) {
            byRow[row] = numbers.computeIfAbsent(customer(row), id -> numbers.size());
        }
        return byRow;
    }

    private long key(int row, int column) {
        return longs.get(row >> BLOCK_BITS)[inBlock(row) * LONGS + column];
    }

    private int count(int row, int column) {
        return ints.get(row >> BLOCK_BITS)[inBlock(row) * INTS + column];
    }

    private double value(int row, int column) {
        return doubles.get(row >> BLOCK_BITS)[inBlock(row) * width + column];
    }

    private static int inBlock(int row) {
        return row & (BLOCK_ROWS - 1);
    }
}
