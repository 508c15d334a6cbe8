package dev.ratecast.dataset;

/** Draws numbers in proportion to weights, in constant time (Walker's alias method). */
final class WeightedDraw {
    private final float[] keep;
    private final int[] alias;

    WeightedDraw(double[] weights) {
        int size = weights.length;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] scaled = new double[size];
        int[] small = new int[size];
        int[] large = new int[size];
        int smallCount = 0;
        int largeCount = 0;
        for (int i = 0; i < size; i++) {
            scaled[i] = weights[i] / sum * size;
            if (scaled[i] < 1) {
                small[smallCount++] = i;
            } else {
                large[largeCount++] = i;
            }
        }
        keep = new float[size];
        alias = new int[size];
        while (smallCount > 0 && largeCount > 0) {
            int less = small[--smallCount];
            int more = large[--largeCount];
            keep[less] = (float) scaled[less];
            alias[less] = more;
            scaled[more] -= 1 - scaled[less];
            if (scaled[more] < 1) {
                small[smallCount++] = more;
            } else {
                large[largeCount++] = more;
            }
        }
        while (largeCount > 0) {
            keep[large[--largeCount]] = 1;
        }
        while (smallCount > 0) {
            keep[small[--smallCount]] = 1;
        }
    }

    int draw(SeededDraws draws) {
        int slot = draws.below(keep.length);
        return draws.uniform() < keep[slot] ? slot : alias[slot];
    }
}
