package dev.ratecast.model;

import org.jspecify.annotations.Nullable;

/**
 * A model ready to predict.
 *
 * @param expected its errors on ratings that its weights had not seen, as its manifest has them; null where it has none
 */
public record LoadedModel(RatingModel model, @Nullable Score expected) {
    /** The model of a manifest. What is expected of it is its test, or where there was none, its validation. */
    public static LoadedModel of(RatingModel model, ModelManifest manifest) {
        PartScores test = manifest.scores().get("test");
        PartScores scores = test == null ? manifest.scores().get("validate") : test;
        return new LoadedModel(model, scores == null ? null : scores.model());
    }
}
