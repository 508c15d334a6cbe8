package dev.ratecast.ingestion.postgres;

import dev.ratecast.rating.RatingScale;

/** Stars as {@code numeric}, as the tables show them, made of units, as the program counts them. */
final class Stars {
    private Stars() {}

    /** An SQL expression of type numeric for a column of units. */
    static String fromUnits(String column, RatingScale scale) {
        return scale.decimals() == 0
                ? column + "::numeric"
                : "trim_scale(" + column + "::numeric / " + scale.unitsPerStar() + ")";
    }
}
