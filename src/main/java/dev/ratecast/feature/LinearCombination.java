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
            add(
                    to,
                    vectors[k],
                    times[k],
                    vectors[k + 1],
                    times[k + 1],
                    vectors[k + 2],
                    times[k + 2],
                    vectors[k + 3],
                    times[k + 3],
                    from,
                    limit);
        }
        for (; k < count; k++) {
            add(to, vectors[k], times[k], from, limit);
        }
    }

    /**
     * Adds the products of vectors with themselves times numbers, t·v·vᵀ, to the upper triangle of a matrix.
     *
     * @param rows of the matrix; as many as each vector has numbers
     * @param times one number a vector
     * @param count how many vectors, the first ones
     * @param width how many numbers of each vector
     */
    static void addProducts(double[][] rows, double[][] vectors, double[] times, int count, int width) {
        int k = 0;
        for (; k + AT_ONCE <= count; k += AT_ONCE) {
            double[] a = vectors[k];
            double[] b = vectors[k + 1];
            double[] c = vectors[k + 2];
            double[] d = vectors[k + 3];
            for (int i = 0; i < width; i++) {
                double ofA = times[k] * a[i];
                double ofB = times[k + 1] * b[i];
                double ofC = times[k + 2] * c[i];
                double ofD = times[k + 3] * d[i];
                if (ofA != 0 || ofB != 0 || ofC != 0 || ofD != 0) {
                    add(rows[i], a, ofA, b, ofB, c, ofC, d, ofD, i, width);
                }
            }
        }
        for (; k < count; k++) {
            for (int i = 0; i < width; i++) {
                add(rows[i], vectors[k], times[k] * vectors[k][i], i, width);
            }
        }
    }

    /** Adds a vector times a number, between two places. */
    static void add(double[] to, double[] vector, double times, int from, int limit) {
        for (int j = from; j < limit; j++) {
            to[j] += times * vector[j];
        }
    }

    private static void add(
            double[] to,
            double[] a,
            double ofA,
            double[] b,
            double ofB,
            double[] c,
            double ofC,
            double[] d,
            double ofD,
            int from,
            int limit) {
        for (int j = from; j < limit; j++) {
            to[j] += ofA * a[j] + ofB * b[j] + ofC * c[j] + ofD * d[j];
        }
    }
}
