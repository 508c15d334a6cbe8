package dev.ratecast.feature;

/**
 * Where a {@link CustomerProcess} is solved: a hundred kilobytes for each would be most of a prediction's garbage. One
 * process at a time lives in it. Owned by one thread.
 */
final class ProcessMemory {
    /** Of each rating, one; of each day, two. */
    private static final int VECTORS_A_RATING = 3;

    private double[][] rows = new double[0][0];
    private double[][] vectors = new double[0][0];
    private double[] times = new double[0];

    /**
     * Makes room, where there is less: what was in it is lost.
     *
     * @param ratings how many ratings are looked at
     * @param width how many numbers a row has
     */
    void reserve(int ratings, int width) {
        if (VECTORS_A_RATING * ratings > vectors.length || width > rows.length) {
            int most = Math.max(VECTORS_A_RATING * ratings, vectors.length);
            int widest = Math.max(width, rows.length);
            rows = new double[widest][widest];
            vectors = new double[most][widest];
            times = new double[most];
        }
    }

    /** As many rows as a row has numbers. */
    double[][] rows() {
        return rows;
    }

    /** Three for each rating, each as long as a row. */
    double[][] vectors() {
        return vectors;
    }

    /** A number for each of the vectors. */
    double[] times() {
        return times;
    }
}
