package dev.ratecast.feature;

import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Which numbers a feature vector holds, in which order and on which scale of ratings. A network is only ever fed
 * vectors of the schema that it was trained on: {@link #hash} tells them apart.
 *
 * @param names the features in vector order
 * @param scale the scale that ratings are mapped from, to 0..1
 */
public record FeatureSchema(List<String> names, RatingScale scale) {
    /** Raised whenever a feature's meaning changes under an unchanged name. */
    private static final int VERSION = 1;

    public FeatureSchema {
        names = List.copyOf(names);
    }

    /** The schema that {@link FeatureAssembler} fills. */
    public static FeatureSchema of(RatingScale scale, Eras eras) {
        List<String> names = new ArrayList<>(List.of(
                "baseline",
                "era_mean",
                "neighbor_mean",
                "neighbor_count_log",
                "has_neighbors",
                "customer_mean",
                "customer_count_log",
                "movie_mean",
                "movie_count_log",
                "overall_mean",
                "rating_year"));
        for (Era era : eras.all()) {
            names.add("era:" + eras.years(era));
        }
        return new FeatureSchema(names, scale);
    }

    /** The length of a feature vector. */
    public int size() {
        return names.size();
    }

    /** SHA-256, in hex, of version, scale and names. */
    public String hash() {
        String text = VERSION + "\n" + scale + "\n" + String.join("\n", names);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
