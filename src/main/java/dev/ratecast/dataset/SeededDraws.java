package dev.ratecast.dataset;

/**
 * A stream of random draws that is the same on every machine and Java version: SplitMix64 (Steele, Lea and Flood, 2014)
 * over integers, and strict mathematics.
 */
final class SeededDraws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** The stream that belongs to these keys, such as a seed, a kind and an id. */
    SeededDraws(long... keys) {
        long mixed = 0;
        for (long key : keys) {
            mixed = mix(mixed + key + GOLDEN_GAMMA);
        }
        state = mixed;
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform, above 0 and below 1. */
    double uniform() {
        return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /** Uniform from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    /** Normal with mean 0 and standard deviation 1. */
    double normal() {
        return NormalQuantile.of(uniform());
    }

    /** The numbers from 0 to {@code size - 1} in a random order. */
    int[] permutation(int size) {
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return numbers;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
