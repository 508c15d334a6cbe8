package dev.ratecast.model;

/** Fits networks that correct the streamed baseline. The same examples, settings and seed give the same weights. */
public interface NetworkTrainer {
    /** Fits on the examples to learn from and stops early on the others, keeping the best weights. */
    FittedNetwork fit(Examples learn, Examples validate, NetworkSettings settings, long seed, EpochListener listener);

    /** Fits anew on all examples with the epochs, the correction and the scaling that an earlier fit found. */
    FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed);

    /** Told after each pass over the examples. */
    interface EpochListener {
        void onEpoch(int epoch, double validationRmse, boolean best);
    }
}
