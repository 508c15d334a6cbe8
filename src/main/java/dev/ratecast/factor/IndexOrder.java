package dev.ratecast.factor;

import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Puts indexes in the order of what they stand for. */
public final class IndexOrder {
    private IndexOrder() {}

    /** The indexes by ascending key; those of equal keys as they come. */
    public static int[] by(IntToLongFunction key, IntStream indexes) {
        return indexes.boxed()
                .sorted(Comparator.comparingLong((Integer index) -> key.applyAsLong(index)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
