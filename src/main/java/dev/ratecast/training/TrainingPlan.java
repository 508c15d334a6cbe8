package dev.ratecast.training;

import dev.ratecast.model.NetworkSettings;
import org.jspecify.annotations.Nullable;

/**
 * How a training run goes.
 *
 * @param split into ratings to learn from, to validate on and to test on
 * @param withinDay null where {@link WithinDay#fitting} decides
 * @param seed of the order of equal times, the sample, the initial weights and the order of examples
 * @param sample which of the replayed ratings become examples
 */
public record TrainingPlan(
        Split split, @Nullable WithinDay withinDay, long seed, NetworkSettings settings, ExampleSample sample) {
    /** The same with the other rule within a day. */
    public TrainingPlan within(WithinDay other) {
        return new TrainingPlan(split, other, seed, settings, sample);
    }

    /** A run where every rating is an example. */
    public TrainingPlan(Split split, @Nullable WithinDay withinDay, long seed, NetworkSettings settings) {
        this(split, withinDay, seed, settings, ExampleSample.ALL);
    }
}
