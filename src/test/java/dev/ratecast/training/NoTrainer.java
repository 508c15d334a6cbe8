package dev.ratecast.training;

import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.Validation;

/** For runs that replay and fit nothing. */
final class NoTrainer implements NetworkTrainer {
    @Override
    public FittedNetwork fit(Validation validation, NetworkSettings settings, long seed, MemberListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
        throw new UnsupportedOperationException();
    }
}
