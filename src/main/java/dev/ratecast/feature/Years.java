package dev.ratecast.feature;

import dev.ratecast.known.History;
import java.util.Arrays;
import java.util.List;

/**
 * The release years of a customer's ratings, ascending: how far the customer's taste for one of them tells that for another.
 * It is a Markov chain along the years, so that a year's taste, once those of the nearest known years on both sides are
 * given, depends on no other. Unchanging.
 */
final class Years {
    private final CustomerPrior prior;
    private final int[] years;

    Years(CustomerPrior prior, List<PastRating> past) {
        this.prior = prior;
        this.years = past.stream()
                .mapToInt(rating -> rating.movie().releaseYear())
                .filter(year -> year != History.NO_YEAR)
                .sorted()
                .distinct()
                .toArray();
    }

    /** How many there are. */
    int size() {
        return years.length;
    }

    /** The place of a year of one of the ratings. */
    int place(int year) {
        return Arrays.binarySearch(years, year);
    }

    /** Adds to the first rows, one a year, what is known of the years' tastes beforehand: the inverse of their covariance. */
    void addPrior(double[][] rows) {
        for (int k = 0; k < years.length; k++) {
            if (k == 0) {
                rows[k][k] += 1;
            } else {
                double left = prior.yearsLeft((long) years[k] - years[k - 1]);
                double lost = 1 - left * left;
                rows[k - 1][k - 1] += left * left / lost;
                rows[k - 1][k] -= left / lost;
                rows[k][k] += 1 / lost;
            }
        }
    }

    /**
     * How the taste for a year follows from those for the known years: a share of each goes into {@code shares}, which is
     * zero before.
     *
     * @return the variance of what does not follow
     */
    double putShares(int year, double times, double[] shares) {
        int found = place(year);
        if (found >= 0) {
            shares[found] = times;
            return 0;
        }
        int after = -found - 1;
        double leftBefore = after == 0 ? 0 : prior.yearsLeft((long) year - years[after - 1]);
        double leftAfter = after == years.length ? 0 : prior.yearsLeft((long) years[after] - year);
        double lost = 1 - leftBefore * leftBefore * leftAfter * leftAfter;
        double ofBefore = leftBefore * (1 - leftAfter * leftAfter) / lost;
        double ofAfter = leftAfter * (1 - leftBefore * leftBefore) / lost;
        if (after > 0) {
            shares[after - 1] = times * ofBefore;
        }
        if (after < years.length) {
            shares[after] = times * ofAfter;
        }
        return times * times * (1 - ofBefore * leftBefore - ofAfter * leftAfter);
    }
}
