package dev.ratecast.feature;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which numbers a feature vector holds, in which order and on which scale of ratings. A network is only ever fed
 * vectors of the schema that it was trained on: {@link #hash} tells them apart.
 *
 * @param names the features in vector order
 * @param scale the scale that ratings are mapped from, to 0..1
 * @param neighbors whose ratings the neighbor features hold
 */
public record FeatureSchema(List<String> names, RatingScale scale, NeighborRule neighbors) {
    /** The features of dates and ages, which saturate at the range that a model has learned from. */
    public static final Set<String> DATED = Set.of("rating_year", "movie_age", "customer_age", "days_since_last");

    /** Raised whenever a feature's meaning changes under an unchanged name. */
    private static final int VERSION = 2;

    public FeatureSchema {
        names = List.copyOf(names);
    }

    /** The length of a feature vector. */
    public int size() {
        return names.size();
    }

    /** SHA-256, in hex, of version, scale, names, and the neighbor rule where it is not the scale's own. */
    public String hash() {
        String rule = neighbors.equals(NeighborRule.byDefault(scale))
                ? ""
                : "\nneighbors within " + neighbors.numerator() + "/" + neighbors.denominator();
        String text = VERSION + "\n" + scale + "\n" + String.join("\n", names) + rule;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
