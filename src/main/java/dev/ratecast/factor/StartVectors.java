package dev.ratecast.factor;

import java.util.SplittableRandom;

/** Where iterations begin: normal numbers drawn from a seed and a movie's id, so that the order of movies changes nothing. */
final class StartVectors {
    private StartVectors() {}

    /** A movie's numbers, of mean 0 and deviation 1. */
    static double[] of(long seed, long movieId, int size) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ movieId);
        double[] numbers = new double[size];
        for (int k = 0; k < size; k++) {
            numbers[k] = gaussian(random);
        }
        return numbers;
    }

    /** A normal number, by Box and Muller's transform. */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
