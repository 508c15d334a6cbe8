package dev.ratecast.cli;

import dev.ratecast.model.NetworkSettings;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** The options that say how networks are fitted. */
final class NetworkOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N[,N]",
            split = ",",
            defaultValue = "3,6,10",
            description =
                    "Passes over the ratings learned from; of several, validation chooses. Default: ${DEFAULT-VALUE}.")
    private List<Integer> epochs = NetworkSettings.DEFAULT.epochs();

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many networks are averaged. Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--threads",
            defaultValue = "2",
            description =
                    "How many networks are fitted at once; the weights do not depend on it. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Fit anew with N seeds from --seed on, on the same replayed examples (equal times in the"
                    + " order of --seed); prints the error of each and their mean, and goes on with the first."
                    + " Default: ${DEFAULT-VALUE}.")
    private int seeds;

    /**
     * The seeds to fit with; after the largest comes the smallest.
     *
     * @throws IllegalArgumentException where there are none
     */
    List<Long> seeds(long first) {
        requireAtLeastOne("--seeds", seeds);
        return LongStream.range(0, seeds)
                .map(further -> first + further)
                .boxed()
                .toList();
    }

    /**
     * The settings asked for.
     *
     * @throws IllegalArgumentException where a number is below 1
     */
    NetworkSettings settings() {
        epochs.forEach(number -> requireAtLeastOne("--epochs", number));
        requireAtLeastOne("--networks", networks);
        requireAtLeastOne("--threads", threads);
        return NetworkSettings.DEFAULT.withEpochs(epochs).withMembers(networks).withThreads(threads);
    }

    private static void requireAtLeastOne(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, not " + number);
        }
    }
}
