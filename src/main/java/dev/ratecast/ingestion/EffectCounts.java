package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingEffect;
import java.util.EnumMap;
import java.util.Map;

/** How many events of a batch had which effect. */
public record EffectCounts(Map<RatingEffect, Integer> counts, int yearDisagreements) {
    public static final EffectCounts NONE = new EffectCounts(Map.of(), 0);

    /** The counts of this batch and another. */
    public EffectCounts plus(EffectCounts other) {
        Map<RatingEffect, Integer> sum = new EnumMap<>(RatingEffect.class);
        counts.forEach(sum::put);
        other.counts.forEach((effect, n) -> sum.merge(effect, n, Integer::sum));
        return new EffectCounts(sum, yearDisagreements + other.yearDisagreements);
    }
}
