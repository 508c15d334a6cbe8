package dev.ratecast.training;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.ExamplePredictor;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PairedErrors;
import dev.ratecast.model.Promotion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate's comparison with the active model: both predict the examples that come after everything the candidate
 * was fitted and stopped on, before any refit, from the same features.
 */
public final class Challenge {
    private final RatingLog log;
    private final ExamplePredictor active;
    private final ModelManifest activeManifest;
    private final @Nullable Instant activeChosenUntil;

    private int[] rows = {};
    private double[] activeErrors = {};
    private double[] candidateErrors = {};

    /**
     * A challenge that nothing is known of yet.
     *
     * @param active with the weights it had before any refit
     * @param activeChosenUntil the date of the last rating that it was chosen by, null where it was none
     */
    public Challenge(
            RatingLog log, ExamplePredictor active, ModelManifest activeManifest, @Nullable Instant activeChosenUntil) {
        this.log = log;
        this.active = active;
        this.activeManifest = activeManifest;
        this.activeChosenUntil = activeChosenUntil;
    }

    /**
     * Has both predict.
     *
     * @param candidate before any refit
     * @param examples later than those it was fitted and stopped on
     * @param logRows the log's row of each example
     */
    void onFitted(FittedNetwork candidate, Examples examples, int[] logRows) {
        rows = logRows.clone();
        activeErrors = errors(active.predict(examples), examples);
        candidateErrors = errors(candidate.predict(examples), examples);
    }

    /** The date of the last rating that both predicted. */
    public Instant until() {
        return Instant.ofEpochSecond(
                Arrays.stream(rows).mapToLong(log::ratedAt).max().orElseThrow());
    }

    private static double[] errors(List<Estimate> estimates, Examples examples) {
        double[] errors = new double[estimates.size()];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = estimates.get(row).rating() - examples.rating(row);
        }
        return errors;
    }

    /**
     * Decides on the ratings later than everything either was fitted, stopped or chosen on.
     *
     * @param margin in stars
     * @param seed of the resampling
     */
    public Promotion decide(ModelManifest candidateManifest, double margin, long seed) {
        Instant lastSeen = Promotion.lastSeen(activeManifest, activeChosenUntil, candidateManifest);
        PairedErrors errors = new PairedErrors();
        for (int i = 0; i < rows.length; i++) {
            if (log.ratedAt(rows[i]) > lastSeen.getEpochSecond()) {
                errors.add(log.customer(rows[i]), activeErrors[i], candidateErrors[i]);
            }
        }
        return Promotion.decide(lastSeen, errors, margin, seed);
    }
}
