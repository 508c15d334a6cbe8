package dev.ratecast.feature;

/**
 * Where a {@link CustomerProcess} is solved: a hundred kilobytes for each would be most of a prediction's garbage. One
 * process at a time lives in it. Owned by one thread.
 */
final class ProcessMemory {
    private double[][] rows = new double[0][0];
    private double[][] coordinates = new double[0][0];

    /**
     * Makes room, where there is less: what was in it is lost.
     *
     * @param size how many ratings are looked at
     * @param dimensions how many coordinates each has
     */
    void reserve(int size, int dimensions) {
        if (size > rows.length || dimensions + CovarianceRows.FADING > coordinates.length) {
            int most = Math.max(size, rows.length);
            int dimensionsOfAll = Math.max(dimensions, coordinates.length - CovarianceRows.FADING);
            rows = new double[most][most + dimensionsOfAll + 1];
            coordinates = new double[dimensionsOfAll + CovarianceRows.FADING][most];
        }
    }

    /** At least as many rows as ratings, each with room for that many numbers, the dimensions and one more. */
    double[][] rows() {
        return rows;
    }

    /** By dimension, and {@link CovarianceRows#FADING} times more, room for as many numbers as ratings. */
    double[][] coordinates() {
        return coordinates;
    }
}
