package dev.ratecast.dataset;

import dev.ratecast.hash.SplitMix64;

/**
 * A stream of random draws that is the same on every machine and Java version: {@link SplitMix64}
 * over integers, and strict mathematics.
 */
final class SeededDraws {
    private long state;

    /** The stream that belongs to these keys, such as a seed, a kind and an id. */
    SeededDraws(long... keys) {
        long mixed = 0;
        for (long key : keys) {
            mixed = SplitMix64.after(mixed + key);
        }
        state = mixed;
    }

    long nextLong() {
        long drawn = SplitMix64.after(state);
        state += SplitMix64.GAMMA;
        return drawn;
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
}
