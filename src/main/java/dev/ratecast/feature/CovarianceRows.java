package dev.ratecast.feature;

import dev.ratecast.known.History;
import java.util.Arrays;
import java.util.List;

/**
 * Fills in a customer's covariance row by row, from the last one up, without an exponential or a look into a table for
 * each pair: what fades between two ratings is the product of what fades between each two in a row, so that a row's
 * decays are those of the row below times one number. Ratings are in the order of their days.
 */
final class CovarianceRows {
    /** Vectors behind those of the coordinates: how much is left of what fades with time. */
    static final int FADING = 1;

    /** In spans: release years farther from the first one's than this count as this far, so that no exponent overflows. */
    private static final double FARTHEST = 700;

    private final CustomerCovariance kernel;
    private final List<PastRating> past;
    private final int size;
    /** By coordinate; then, of each rating, how much of what fades is left at the row that is filled in. */
    private final double[][] vectors;

    private final int dimensions;
    private final double[] times;
    /** Two numbers a rating: the smaller of the products of one's with the other's is {@link CustomerCovariance#ofYears}. */
    private final double[] yearsUp;

    private final double[] yearsDown;
    /** Behind the last rating of the row's day. */
    private int endOfDay;

    /**
     * Begins with nothing filled in.
     *
     * @param past by ascending day
     * @param vectors the first ones by coordinate and filled in, {@link #FADING} more as scratch
     * @param dimensions how many coordinates each rating has
     */
    CovarianceRows(CustomerCovariance kernel, List<PastRating> past, double[][] vectors, int dimensions) {
        this.kernel = kernel;
        this.past = past;
        this.size = past.size();
        this.vectors = vectors;
        this.dimensions = dimensions;
        this.times = new double[dimensions + FADING];
        times[dimensions] = kernel.kernel().recent();
        this.yearsUp = new double[size];
        this.yearsDown = new double[size];
        this.endOfDay = size;
        putYears();
    }

    private void putYears() {
        double span = kernel.kernel().yearSpan();
        int first = History.NO_YEAR;
        for (int i = 0; i < size; i++) {
            int year = past.get(i).movie().releaseYear();
            if (year != History.NO_YEAR) {
                first = first == History.NO_YEAR ? year : first;
                double spans = ((double) year - first) / span;
                yearsUp[i] = Math.exp(Math.max(-FARTHEST, Math.min(FARTHEST, spans)));
                yearsDown[i] = kernel.kernel().year() / yearsUp[i];
            }
        }
    }

    /** Fills in each rating's row from its diagonal on; once. */
    void putInto(double[][] rows) {
        for (int i = size - 1; i >= 0; i--) {
            putRow(i, rows[i]);
        }
    }

    private void putRow(int i, double[] row) {
        if (i + 1 < size) {
            fade(i + 1, past.get(i + 1).day() - past.get(i).day());
        }
        vectors[dimensions][i] = 1;
        Arrays.fill(
                row, i, endOfDay, kernel.kernel().constant() + kernel.kernel().sameDay());
        Arrays.fill(row, endOfDay, size, kernel.kernel().constant());
        addYears(row, yearsUp[i], yearsDown[i], i);
        for (int d = 0; d < dimensions; d++) {
            times[d] = vectors[d][i];
        }
        LinearCombination.add(row, vectors, times, dimensions + FADING, i, size);
        row[i] += kernel.noise(past.get(i).movie());
    }

    /** From the row of a rating to that of the one before, so many days earlier. */
    private void fade(int from, long days) {
        if (days > 0) {
            endOfDay = from;
            double[] left = vectors[dimensions];
            double fading = Math.exp(-days / kernel.kernel().recentDays());
            for (int j = from; j < size; j++) {
                left[j] *= fading;
            }
        }
    }

    private void addYears(double[] row, double up, double down, int from) {
        for (int j = from; j < size; j++) {
            row[j] += Math.min(up * yearsDown[j], down * yearsUp[j]);
        }
    }
}
