package dev.ratecast.ingestion.postgres;

import dev.ratecast.rating.RatingScale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stars as {@code numeric}, as the tables show them, made of units, as the program counts them. */
final class Stars {
    private final RatingScale scale;
    private final Map<Integer, byte[]> ratings = new ConcurrentHashMap<>();

    Stars(RatingScale scale) {
        this.scale = scale;
    }

    /** A rating in the binary format, null for null. */
    byte @Nullable [] ofRating(@Nullable Integer units) {
        return units == null ? null : ratings.computeIfAbsent(units, this::ofSum);
    }

    /** A sum of ratings in the binary format. */
    byte[] ofSum(long units) {
        return CopyRows.numeric(scale.starsOf(units));
    }

    /** An SQL expression of type numeric for a column of units. */
    static String fromUnits(String column, RatingScale scale) {
        return scale.decimals() == 0
                ? column + "::numeric"
                : "trim_scale(" + column + "::numeric / " + scale.unitsPerStar() + ")";
    }
}
