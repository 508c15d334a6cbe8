package dev.ratecast.model;

import java.util.List;

/**
 * How a network is built and fitted.
 *
 * @param hidden the sizes of the hidden layers
 * @param learningRate Adam's step size
 * @param l2 the penalty on squared weights
 * @param batchSize examples a step
 * @param maxEpochs passes over the examples at most
 * @param patience passes without a better validation error after which fitting stops
 * @param threads native threads; another number may give other weights
 */
public record NetworkSettings(
        List<Integer> hidden, double learningRate, double l2, int batchSize, int maxEpochs, int patience, int threads) {
    public static final NetworkSettings DEFAULT = new NetworkSettings(List.of(32, 16), 1e-3, 1e-4, 256, 60, 8, 1);

    public NetworkSettings {
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty() || hidden.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("hidden layers need a size of at least 1: " + hidden);
        }
        if (batchSize < 1 || maxEpochs < 1 || patience < 1 || threads < 1) {
            throw new IllegalArgumentException("batch size, epochs, patience and threads are at least 1");
        }
    }

    public NetworkSettings withMaxEpochs(int epochs) {
        return new NetworkSettings(hidden, learningRate, l2, batchSize, epochs, patience, threads);
    }

    public NetworkSettings withThreads(int number) {
        return new NetworkSettings(hidden, learningRate, l2, batchSize, maxEpochs, patience, number);
    }
}
