package dev.ratecast.model;

import dev.ratecast.model.PairedErrors.Gain;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a candidate becomes active instead of the active version. */
public sealed interface Promotion {
    /** Fewer customers give no interval worth its name. */
    int MIN_CUSTOMERS = 30;

    /** The candidate is better: the lower end of the gain's interval exceeds the margin. */
    record Promoted(Gain gain) implements Promotion {}

    /** It is not shown to be better. */
    record NotBetter(Gain gain) implements Promotion {}

    /** The two cannot be compared fairly; nothing is decided. */
    record NotComparable(String reason) implements Promotion {}

    /**
     * The last moment that either model was fitted, stopped or chosen on, before any refit. Only ratings later than
     * that may compare them.
     *
     * @param activeChosenUntil the date of the last rating that the active one was chosen by, null where it was none
     */
    static Instant lastSeen(ModelManifest active, @Nullable Instant activeChosenUntil, ModelManifest candidate) {
        Stream<Instant> fitted = Stream.of(active, candidate)
                .flatMap(manifest -> Stream.of(manifest.learn(), manifest.validate()))
                .map(DataRange::last);
        return Stream.concat(fitted, Stream.ofNullable(activeChosenUntil))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /**
     * Decides.
     *
     * @param errors of both, before any refit, on ratings later than {@link #lastSeen}
     * @param margin by how much the candidate has to be ahead at least, in stars
     * @param seed of the resampling
     */
    static Promotion decide(Instant lastSeen, PairedErrors errors, double margin, long seed) {
        if (errors.customers() < MIN_CUSTOMERS) {
            return new NotComparable(
                    errors.customers() == 0
                            ? "no rating is later than " + lastSeen
                                    + " (the newest rating used to train or select either model)"
                            : "only " + errors.customers() + " customers have ratings later than " + lastSeen
                                    + " (the newest rating used to train or select either model); at least "
                                    + MIN_CUSTOMERS + " customers are needed");
        }
        Gain gain = errors.gain(seed);
        return gain.low() > margin ? new Promoted(gain) : new NotBetter(gain);
    }
}
