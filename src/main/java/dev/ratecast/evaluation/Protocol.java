package dev.ratecast.evaluation;

import dev.ratecast.model.DataRange;
import dev.ratecast.model.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an evaluation was done: enough to do it again.
 *
 * @param dataset the name of the dataset
 * @param scale the scale of ratings, in its text form
 * @param withinDay how a day's ratings are taken, such as {@code hold-back}
 * @param seed of the order of equal times, the model's training and the resamples
 * @param resamples how often customers are drawn anew for an interval
 * @param modelVersion the model that predicted
 * @param modelFitted the ratings on whose examples its weights were fitted
 * @param cuts the parts that the ratings were cut into
 * @param warnings why the figures may be too good, or something else to know; empty where there is nothing
 */
public record Protocol(
        String dataset,
        String scale,
        Mode mode,
        String withinDay,
        long seed,
        int resamples,
        String modelVersion,
        DataRange modelFitted,
        Cuts cuts,
        List<String> warnings) {
    public Protocol {
        warnings = List.copyOf(warnings);
        if (resamples < 1) {
            throw new IllegalArgumentException("at least one resample, not " + resamples);
        }
    }

    /**
     * The parts, by time or by file.
     *
     * @param validate null where nothing was kept for it
     */
    public record Cuts(DataRange learn, @Nullable DataRange validate, DataRange test) {}
}
