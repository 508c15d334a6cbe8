package dev.ratecast.feature;

/**
 * Sums of vectors times numbers, the inner loop of all that a {@link CustomerProcess} does: four vectors at a time along
 * their length, nothing added up across lanes, so that the compiler uses wide registers for it.
 */
final class LinearCombination {
    private static final int AT_ONCE = 4;

    private LinearCombination() {}

    /**
     * Adds vectors times numbers, between two places.
     *
     * @param times one number a vector
     * @param count how many vectors, the first ones
     */
    static void add(double[] to, double[][] vectors, double[] times, int count, int from, int limit) {
        int k = 0;
        for (; k + AT_ONCE <= count; k += AT_ONCE) {
            add(to, vectors[k], vectors[k + 1], vectors[k + 2], vectors[k + 3], times, k, from, limit);
        }
        for (; k < count; k++) {
            add(to, vectors[k], times[k], from, limit);
        }
    }

    /** Adds a vector times a number, between two places. */
    static void add(double[] to, double[] vector, double times, int from, int limit) {
        for (int j = from; j < limit; j++) {
            to[j] += times * vector[j];
        }
    }

    private static void add(
            double[] to, double[] a, double[] b, double[] c, double[] d, double[] times, int k, int from, int limit) {
        double ofA = times[k];
        double ofB = times[k + 1];
        double ofC = times[k + 2];
        double ofD = times[k + 3];
        for (int j = from; j < limit; j++) {
            to[j] += ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
        }
    }
}
