package dev.ratecast.training;

import dev.ratecast.model.NetworkTrainer;

/** Told how far a training run is. */
public interface TrainingProgress extends NetworkTrainer.MemberListener {
    /** A replay is about to begin; one run may have several. */
    default void onReplayDue() {}

    /** The replay is at row {@code row} of {@code rows}. */
    void onReplayed(int row, int rows);

    /** Factors are about to be fitted. */
    default void onFactorsDue() {}

    /** They are fitted. */
    default void onFactorsFitted() {}

    /** The weights are being fitted anew on so many examples, all that there are up to the test. */
    void onRefit(int examples);
}
