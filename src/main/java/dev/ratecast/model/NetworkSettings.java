package dev.ratecast.model;

import java.util.List;

/**
 * How networks are built and fitted.
 *
 * @param hidden the sizes of the hidden layers
 * @param learningRate Adam's first step size; it falls to zero in a straight line
 * @param weightDecay the share of a step size that each step takes off the weights
 * @param batchSize examples a step; more where there are many: {@link #forExamples}
 * @param epochs passes over the examples to choose from, by validation
 * @param members how many networks, of different seeds, are averaged
 * @param threads how many of them are fitted at once
 */
public record NetworkSettings(
        List<Integer> hidden,
        double learningRate,
        double weightDecay,
        int batchSize,
        List<Integer> epochs,
        int members,
        int threads) {
    /** Beyond so many steps a pass, larger batches bring the weights as far in less time. */
    private static final int MOST_STEPS = 2_048;

    private static final int LARGEST_BATCH = 1_024;

    public static final NetworkSettings DEFAULT =
            new NetworkSettings(List.of(32, 16), 1e-3, 3e-2, 128, List.of(3, 6, 10), 5, 2);

    public NetworkSettings {
        hidden = List.copyOf(hidden);
        epochs = List.copyOf(epochs);
        if (hidden.isEmpty() || hidden.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("hidden layers need a size of at least 1: " + hidden);
        }
        if (batchSize < 1 || epochs.isEmpty() || epochs.stream().anyMatch(n -> n < 1) || members < 1 || threads < 1) {
            throw new IllegalArgumentException("batch size, epochs, members and threads are at least 1");
        }
    }

    /**
     * The same for so many examples: the batch is doubled while a pass takes too many steps, up to a limit, and the first step
     * size grows with its root (Malladi and others, "On the SDEs and Scaling Rules for Adaptive Gradient Algorithms", 2022).
     */
    public NetworkSettings forExamples(int examples) {
        int larger = batchSize;
        while ((long) larger * MOST_STEPS < examples && 2 * larger <= LARGEST_BATCH) {
            larger *= 2;
        }
        double rate = learningRate * Math.sqrt((double) larger / batchSize);
        return new NetworkSettings(hidden, rate, weightDecay, larger, epochs, members, threads);
    }

    public NetworkSettings withEpochs(List<Integer> choices) {
        return new NetworkSettings(hidden, learningRate, weightDecay, batchSize, choices, members, threads);
    }

    public NetworkSettings withMembers(int number) {
        return new NetworkSettings(hidden, learningRate, weightDecay, batchSize, epochs, number, threads);
    }

    public NetworkSettings withThreads(int number) {
        return new NetworkSettings(hidden, learningRate, weightDecay, batchSize, epochs, members, number);
    }
}
