package dev.ratecast.feature;

import java.util.Arrays;
import java.util.List;

/**
 * The moods behind a customer's ratings: each day has one of its own, and one that fades from day to day, a Markov chain. They
 * are eliminated from the normal equations of the customer's tastes day by day, from the farthest one towards the day that
 * is asked about (a Kalman filter in information form, from both sides: Anderson and Moore, "Optimal Filtering", 1979,
 * chapter 6), so that the moods of that day alone are left. A day costs two vectors, however many ratings it has.
 */
final class Moods {
    private final CustomerPrior prior;
    private final double ofDay;
    private final double ofMood;
    private final Columns columns;
    private final double[][] vectors;
    private final double[] times;
    /** Where the vectors of the days begin. */
    private final int first;

    private final long[] days;
    /** By day: the sum of one by its ratings' noise. */
    private final double[] weights;
    /** How many days there are. */
    private final int size;

    /**
     * Adds up the ratings of each day.
     *
     * @param past by ascending day
     * @param memory holds a vector of each rating and, as its number, one by its noise's variance; the days' vectors go behind them
     */
    Moods(CustomerPrior prior, List<PastRating> past, Columns columns, ProcessMemory memory) {
        this.prior = prior;
        this.ofDay = prior.ofDay();
        this.ofMood = prior.ofMood();
        this.columns = columns;
        this.vectors = memory.vectors();
        this.times = memory.times();
        this.first = past.size();
        this.days = new long[past.size()];
        this.weights = new double[past.size()];
        int count = 0;
        for (int i = 0; i < past.size(); i++) {
            long day = past.get(i).day();
            if (count == 0 || days[count - 1] != day) {
                Arrays.fill(vectors[first + count], 0, columns.width(), 0);
                days[count++] = day;
            }
            weights[count - 1] += times[i];
            LinearCombination.add(vectors[first + count - 1], vectors[i], times[i], 0, columns.width());
        }
        this.size = count;
    }

    /** How many vectors there are with those of the days: the sum of their products is to be added to the equations. */
    int vectors() {
        return first + 2 * size;
    }

    /**
     * Puts the vectors of what is eliminated behind those of the ratings, and adds the moods of the day asked about to the
     * equations.
     */
    void eliminate(double[][] rows, long asked) {
        int found = Arrays.binarySearch(days, 0, size, asked);
        int before = found >= 0 ? found : -found - 1;
        eliminateSide(rows, asked, 0, before, 1);
        eliminateSide(rows, asked, size - 1, found >= 0 ? found : before - 1, -1);
        if (found >= 0) {
            keep(rows, found);
        }
        rows[columns.mood()][columns.mood()] += 1;
        rows[columns.day()][columns.day()] += 1;
    }

    /**
     * Eliminates one side's days, the farthest first. With s the sum of a day's ratings, w their weight, and σ² and τ² the variances of
     * a day's own mood and of the one that fades, eliminating the own mood takes σ² / (1 + σ² w) · ssᵀ off the equations.
     * With p the precision and h the vector of what this day's and all farther ratings say of the fading mood then, τ² w / (1 + σ² w) and
     * τ s / (1 + σ² w) being the day's share, and a fading by f on the way to the next day, eliminating that takes
     * (1 − f²) / (1 + (1 − f²) p) · hhᵀ off and leaves f² p / (1 + (1 − f²) p) and f h / (1 + (1 − f²) p) to the next day's mood.
     */
    private void eliminateSide(double[][] rows, long asked, int from, int limit, int step) {
        if (from == limit) {
            return;
        }
        double passed = 0;
        double precision = 0;
        double[] mood = vectors[first];
        for (int d = from; d != limit; d += step) {
            double[] ratings = vectors[first + d];
            double share = 1 / (1 + ofDay * ofDay * weights[d]);
            times[first + d] = -ofDay * ofDay * share;
            double[] farther = mood;
            mood = vectors[first + size + d];
            for (int j = 0; j < columns.width(); j++) {
                mood[j] = ofMood * share * ratings[j] + passed * farther[j];
            }
            precision += ofMood * ofMood * share * weights[d];
            long next = d + step == limit ? asked : days[d + step];
            double left = prior.moodLeft(Math.abs(next - days[d]));
            double lost = 1 - left * left;
            double gain = 1 + lost * precision;
            times[first + size + d] = -lost / gain;
            passed = left / gain;
            precision *= left * left / gain;
        }
        rows[columns.mood()][columns.mood()] += precision;
        addTogether(rows, columns.mood(), mood, passed);
    }

    /** Adds the ratings of the day asked about, whose moods stay. */
    private void keep(double[][] rows, int d) {
        rows[columns.mood()][columns.mood()] += ofMood * ofMood * weights[d];
        rows[columns.mood()][columns.day()] += ofMood * ofDay * weights[d];
        rows[columns.day()][columns.day()] += ofDay * ofDay * weights[d];
        addTogether(rows, columns.mood(), vectors[first + d], ofMood);
        addTogether(rows, columns.day(), vectors[first + d], ofDay);
        times[first + d] = 0;
        times[first + size + d] = 0;
    }

    /** Adds the products of one unknown with all that are no mood. */
    private void addTogether(double[][] rows, int unknown, double[] vector, double factor) {
        for (int j = 0; j < columns.years(); j++) {
            rows[j][unknown] += factor * vector[j];
        }
        LinearCombination.add(rows[unknown], vector, factor, columns.constant(), columns.width());
    }
}
