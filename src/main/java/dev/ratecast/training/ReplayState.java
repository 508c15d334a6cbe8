package dev.ratecast.training;

import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.rating.RatingEvent;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Known ratings that a replay fills. They start empty and are the replay's own.
 *
 * @param known answers what is known
 * @param apply makes an event known
 * @param size how many ratings are known
 * @param matrix the ratings known, to fit factors on; good until the next event
 */
public record ReplayState(
        KnownRatings known, Consumer<RatingEvent> apply, LongSupplier size, Supplier<RatingMatrix> matrix) {}
