package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingEffect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * How many events of a batch had which effect.
 *
 * @param inOrder the effect of each event, in the batch's order
 */
public record EffectCounts(Map<RatingEffect, Integer> counts, int yearDisagreements, List<RatingEffect> inOrder) {
    public static final EffectCounts NONE = new EffectCounts(Map.of(), 0, List.of());

    /** The same for a batch that has duplicates in addition, at these places among its events. */
    public EffectCounts withDuplicatesAt(SortedSet<Integer> places) {
        if (places.isEmpty()) {
            return this;
        }
        List<RatingEffect> all = new ArrayList<>(inOrder);
        places.forEach(place -> all.add(place, RatingEffect.DUPLICATE));
        Map<RatingEffect, Integer> more = new EnumMap<>(RatingEffect.class);
        more.putAll(counts);
        more.merge(RatingEffect.DUPLICATE, places.size(), Integer::sum);
        return new EffectCounts(more, yearDisagreements, all);
    }

    /** The counts of this batch and another. */
    public EffectCounts plus(EffectCounts other) {
        Map<RatingEffect, Integer> sum = new EnumMap<>(RatingEffect.class);
        counts.forEach(sum::put);
        other.counts.forEach((effect, n) -> sum.merge(effect, n, Integer::sum));
        List<RatingEffect> both = new ArrayList<>(inOrder);
        both.addAll(other.inOrder);
        return new EffectCounts(sum, yearDisagreements + other.yearDisagreements, both);
    }
}
