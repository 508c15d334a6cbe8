package dev.ratecast.training;

import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PairedErrors;
import dev.ratecast.model.Promotion;
import dev.ratecast.model.RatingModel;
import java.time.Instant;

/**
 * A candidate's comparison with the active model: both predict the examples that come after everything the candidate
 * was fitted and stopped on, before any refit, from the same features.
 */
public final class Challenge {
    private static final int ROWS_AT_ONCE = 1024;

    private final RatingLog log;
    private final RatingModel active;
    private final ModelManifest activeManifest;

    private int[] rows = {};
    private double[] activeErrors = {};
    private double[] candidateErrors = {};

    /**
     * A challenge that nothing is known of yet.
     *
     * @param active with the weights it had before any refit
     */
    public Challenge(RatingLog log, RatingModel active, ModelManifest activeManifest) {
        this.log = log;
        this.active = active;
        this.activeManifest = activeManifest;
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
        activeErrors = new double[rows.length];
        candidateErrors = candidate.predict(examples);
        for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
            int to = Math.min(rows.length, from + ROWS_AT_ONCE);
            double[] stars = predict(examples, from, to);
            for (int row = from; row < to; row++) {
                activeErrors[row] = stars[row - from] - examples.rating(row);
                candidateErrors[row] -= examples.rating(row);
            }
        }
    }

    private double[] predict(Examples examples, int from, int to) {
        float[][] vectors = new float[to - from][examples.width()];
        double[] baselines = new double[to - from];
        for (int row = from; row < to; row++) {
            baselines[row - from] = examples.baseline(row);
            for (int column = 0; column < examples.width(); column++) {
                vectors[row - from][column] = examples.feature(row, column);
            }
        }
        return active.predict(vectors, baselines);
    }

    /**
     * Decides on the ratings later than everything either was fitted, stopped or chosen on.
     *
     * @param margin in stars
     * @param seed of the resampling
     */
    public Promotion decide(ModelManifest candidateManifest, double margin, long seed) {
        Instant lastSeen = Promotion.lastSeen(activeManifest, candidateManifest);
        PairedErrors errors = new PairedErrors();
        for (int i = 0; i < rows.length; i++) {
            if (log.ratedAt(rows[i]) > lastSeen.getEpochSecond()) {
                errors.add(log.customer(rows[i]), activeErrors[i], candidateErrors[i]);
            }
        }
        return Promotion.decide(lastSeen, errors, margin, seed);
    }
}
