package dev.ratecast.feature;

import dev.ratecast.factor.FactorSettings;
import dev.ratecast.hash.Sha256;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Which numbers a feature vector holds, in which order, on which scale of ratings, and what they are computed with. A
 * network is only ever fed vectors of the schema that it was trained on: {@link #hash} tells them apart.
 *
 * @param names the features in vector order
 * @param scale the scale that ratings are mapped from, to 0..1
 * @param neighbors whose ratings the neighbor features hold
 * @param kernel of the customer's process
 * @param factors how factors, tastes, titles and audiences are fitted
 */
public record FeatureSchema(
        List<String> names, RatingScale scale, NeighborRule neighbors, CustomerKernel kernel, FactorSettings factors) {
    /** The features of dates and ages, which saturate at the range that a model has learned from. */
    public static final Set<String> DATED = Set.of("rating_year", "movie_age", "customer_age", "days_since_last");

    private static final Set<String> BASE = Set.of("era_mean", "neighbor_mean", "neighbor_count", "rating_year");
    /** What names of features begin with that say which era a movie is of. */
    static final String ERA = "era:";

    /** Raised whenever a feature's meaning changes under an unchanged name. */
    private static final int VERSION = 3;

    public FeatureSchema {
        names = List.copyOf(names);
    }

    /** Whether a feature of this name says what {@link BaseFeatures} say. */
    public static boolean isBase(String name) {
        return BASE.contains(name) || name.startsWith(ERA);
    }

    /** The length of a feature vector. */
    public int size() {
        return names.size();
    }

    /** The same without one of the features. */
    public FeatureSchema without(String name) {
        List<String> others =
                names.stream().filter(other -> !other.equals(name)).toList();
        return new FeatureSchema(others, scale, neighbors, kernel, factors);
    }

    /**
     * SHA-256, in hex, of version, scale and names, the numbers that they are computed with, and the neighbor rule where it
     * is not the scale's own.
     */
    public String hash() {
        String rule = neighbors.equals(NeighborRule.byDefault(scale))
                ? ""
                : "\nneighbors within " + neighbors.numerator() + "/" + neighbors.denominator();
        String text = VERSION + "\n" + scale + "\n" + String.join("\n", names) + "\n" + kernel + "\n" + factors + rule;
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
