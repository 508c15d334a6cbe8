package dev.ratecast.quality;

import java.util.Arrays;

/**
 * The latest errors, so many at most; older ones are forgotten one by one. Figures are summed anew when they are asked
 * for, so that nothing adds up but the errors kept. Safe for use by many threads.
 */
public final class RollingErrors {
    private final int window;
    private double[] errors = new double[64];
    /** Whether the interval held the rating. */
    private boolean[] covered = new boolean[64];

    private long added;

    /** @param window how many are kept */
    public RollingErrors(int window) {
        this.window = window;
    }

    /**
     * Adds the error of a prediction, in stars.
     *
     * @param isCovered whether the predicted interval held the rating
     */
    public synchronized void add(double error, boolean isCovered) {
        int at = (int) (added % window);
        if (at == errors.length) {
            int larger = (int) Math.min(window, 2L * errors.length);
            errors = Arrays.copyOf(errors, larger);
            covered = Arrays.copyOf(covered, larger);
        }
        errors[at] = error;
        covered[at] = isCovered;
        added++;
    }

    /** Forgets all. */
    public synchronized void clear() {
        added = 0;
    }

    /** How many errors are kept now. */
    public synchronized int size() {
        return (int) Math.min(added, window);
    }

    /** The root mean squared error, in stars; NaN where there is none. */
    public synchronized double rmse() {
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            squares += errors[i] * errors[i];
        }
        return Math.sqrt(squares / size());
    }

    /** The mean absolute error, in stars; NaN where there is none. */
    public synchronized double mae() {
        double absolutes = 0;
        for (int i = 0; i < size(); i++) {
            absolutes += Math.abs(errors[i]);
        }
        return absolutes / size();
    }

    /** The share of predicted intervals that held the rating; NaN where there is none. */
    public synchronized double coverage() {
        int held = 0;
        for (int i = 0; i < size(); i++) {
            held += covered[i] ? 1 : 0;
        }
        return (double) held / size();
    }
}
