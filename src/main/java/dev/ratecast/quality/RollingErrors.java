package dev.ratecast.quality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest errors, so many at most; older ones are forgotten one by one. Figures are summed anew when they are asked
 * for, so that nothing adds up but the errors kept. Safe for use by many threads.
 */
public final class RollingErrors {
    private static final byte NO_INTERVAL = -1;

    private final int window;
    private double[] errors = new double[64];
    /** 1 where the interval held the rating, 0 where it did not, {@link #NO_INTERVAL} where there was none. */
    private byte[] covered = new byte[64];

    private long added;

    /** @param window how many are kept */
    public RollingErrors(int window) {
        this.window = window;
    }

    /**
     * Adds the error of a prediction, in stars.
     *
     * @param isCovered whether the predicted interval held the rating, null where none was predicted
     */
    public synchronized void add(double error, @Nullable Boolean isCovered) {
        int at = (int) (added % window);
        if (at == errors.length) {
            int larger = (int) Math.min(window, 2L * errors.length);
            errors = Arrays.copyOf(errors, larger);
            covered = Arrays.copyOf(covered, larger);
        }
        errors[at] = error;
        covered[at] = isCovered == null ? NO_INTERVAL : (byte) (isCovered ? 1 : 0);
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

    /** The share of predicted intervals that held the rating; NaN where none was predicted. */
    public synchronized double coverage() {
        int intervals = 0;
        int held = 0;
        for (int i = 0; i < size(); i++) {
            if (covered[i] != NO_INTERVAL) {
                intervals++;
                held += covered[i];
            }
        }
        return (double) held / intervals;
    }
}
