package dev.ratecast.model;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureSchema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model artifact says about itself.
 *
 * @param format the artifact's format, {@link #FORMAT}
 * @param version the model version that replies carry
 * @param createdAt when it was trained
 * @param features the names in vector order
 * @param schemaHash the hash of the feature schema it was trained on
 * @param scale the scale of ratings, in its text form
 * @param scaling how features become inputs, fitted on the examples of {@link #fitted}
 * @param settings how the network was built and fitted
 * @param epochs the passes over the examples that the weights come from
 * @param linear the straight-line part of the correction
 * @param correction the share of the correction, the networks' and the straight line's, that is added to the baseline
 * @param uncertainty how far ratings lie from predictions
 * @param networkHash SHA-256, in hex, of the stored networks
 * @param seed of the order of equal times, of the initial weights and of the order of examples
 * @param mode what examples knew of other ratings: the name of a {@link Mode}, or {@link #FOLDS}
 * @param withinDay how a day's ratings were replayed
 * @param data the ratings that were replayed
 * @param learn the ratings to learn from: on their examples weights and scaling were first fitted, and fitted on only where
 *     there was no refit
 * @param validate the ratings that correction and uncertainty were fitted on
 * @param test the ratings it was tested on, null where there were none
 * @param fitted the ratings on whose examples the stored weights were fitted
 * @param examples how many ratings of each part became examples
 * @param factorRefresh when factors were fitted anew during the replay
 * @param beforeRefit the weights before the refit; null where there was none
 * @param scores by part: {@code learn}, {@code validate}, {@code test}; those of learn and validate before any refit; also {@code
 *     validate_hold_back} and {@code test_hold_back} where the model was scored with a day's ratings held back too
 */
public record ModelManifest(
        int format,
        String version,
        Instant createdAt,
        List<String> features,
        String schemaHash,
        String scale,
        Scaling scaling,
        NetworkSettings settings,
        int epochs,
        LinearPart linear,
        double correction,
        Uncertainty uncertainty,
        String networkHash,
        long seed,
        String mode,
        String withinDay,
        DataRange data,
        DataRange learn,
        DataRange validate,
        @Nullable DataRange test,
        DataRange fitted,
        ExampleCounts examples,
        RefreshRule factorRefresh,
        @Nullable BeforeRefit beforeRefit,
        Map<String, PartScores> scores) {
    /** The artifact format that this release writes, and the only one that it reads. */
    public static final int FORMAT = 3;

    /** The mode in which each example knew the other random parts of the ratings. */
    public static final String FOLDS = "folds";

    private static final DateTimeFormatter VERSION_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public ModelManifest {
        features = List.copyOf(features);
        scores = Map.copyOf(scores);
        if (scaling.size() != features.size()) {
            throw new IllegalArgumentException(
                    "scaling of " + scaling.size() + " features, but " + features.size() + " names");
        }
        if (beforeRefit == null && !fitted.equals(learn)) {
            throw new IllegalArgumentException("there was a refit, but nothing says what was before it");
        }
        if (beforeRefit != null && beforeRefit.scaling().size() != features.size()) {
            throw new IllegalArgumentException("scaling before the refit of "
                    + beforeRefit.scaling().size() + " features, but " + features.size() + " names");
        }
    }

    /** The version of a network that was trained at this time: time, then the start of its hash. */
    public static String versionOf(Instant createdAt, String networkHash) {
        return VERSION_TIME.format(createdAt) + "-" + networkHash.substring(0, 8);
    }

    /** The manifest as it would be had there been no refit. */
    public ModelManifest unrefitted() {
        return beforeRefit == null
                ? this
                : new ModelManifest(
                        format,
                        version,
                        createdAt,
                        features,
                        schemaHash,
                        scale,
                        beforeRefit.scaling(),
                        settings,
                        epochs,
                        beforeRefit.linear(),
                        correction,
                        uncertainty,
                        beforeRefit.networkHash(),
                        seed,
                        mode,
                        withinDay,
                        data,
                        learn,
                        validate,
                        test,
                        learn,
                        examples,
                        factorRefresh,
                        null,
                        scores);
    }

    /**
     * Refuses a model that was trained on other features or on another scale.
     *
     * @throws ModelRefusedException naming both
     */
    public void requireSchema(FeatureSchema expected) {
        if (!scale.equals(expected.scale().toString())) {
            throw new ModelRefusedException("model " + version + " predicts on scale " + scale
                    + ", this installation's is " + expected.scale());
        }
        if (!features.equals(expected.names())) {
            throw new ModelRefusedException(
                    "model " + version + " was trained on feature schema " + shortened(schemaHash) + " " + features
                            + ", this release computes " + shortened(expected.hash()) + " " + expected.names());
        }
        if (!schemaHash.equals(expected.hash())) {
            throw new ModelRefusedException(
                    "model " + version + " was trained on features of the same names that were computed"
                            + " otherwise, feature schema " + shortened(schemaHash) + ", this release computes "
                            + shortened(expected.hash())
                            + ": another rule for neighbors, or other numbers of the customer's process or of the factors");
        }
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(8, hash.length()));
    }
}
