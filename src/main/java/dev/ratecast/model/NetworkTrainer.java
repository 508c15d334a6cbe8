package dev.ratecast.model;

/** Fits networks that correct the streamed baseline. The same examples, settings and seed give the same weights. */
public interface NetworkTrainer {
    /**
     * Finds epochs, share of the correction and uncertainty on the folds; the networks are those that learned from what is
     * before the last one.
     */
    FittedNetwork fit(Validation validation, NetworkSettings settings, long seed, MemberListener listener);

    /** Fits anew on all examples, scaling included, with the epochs, the share and the uncertainty that an earlier fit found. */
    FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed);

    /** Told whenever one of the averaged networks is fitted. */
    interface MemberListener {
        void onMember(int epochs, int fitted, int members, double validationRmse);
    }
}
