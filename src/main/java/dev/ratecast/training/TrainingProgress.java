package dev.ratecast.training;

import dev.ratecast.model.NetworkTrainer;

/** Told how far a training run is. */
public interface TrainingProgress extends NetworkTrainer.MemberListener {
    /** The replay is at row {@code row} of {@code rows}. */
    void onReplayed(int row, int rows);

    /** The weights are being fitted anew on everything up to the test. */
    void onRefit(int examples);
}
