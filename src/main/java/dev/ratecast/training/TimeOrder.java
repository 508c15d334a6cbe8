package dev.ratecast.training;

import dev.ratecast.rating.DateOrder;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RowShuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a log by replay time, equal times in a shuffle drawn from a seed. Rows of one customer, movie and time take
 * the places that the shuffle gives them in the order in which they arrived, so that the last one stays.
 */
public final class TimeOrder {
    private TimeOrder() {}

    /** Row numbers in that order. */
    public static int[] of(RatingLog log, long seed) {
        int[] order = DateOrder.of(RowShuffle.of(log.size(), seed), log::replayedAt);
        int end;
        for (int start = 0; start < order.length; start = end) {
            long time = log.replayedAt(order[start]);
            end = start + 1;
            while (end < order.length && log.replayedAt(order[end]) == time) {
                end++;
            }
            if (mayRepeat(log, order, start, end)) {
                putRepeatsInOrder(log, order, start, end);
            }
        }
        return order;
    }

    /** Whether some customer and movie may come twice among the places; true now and then where none does. */
    private static boolean mayRepeat(RatingLog log, int[] order, int start, int end) {
        if (end - start == 1) {
            return false;
        }
        long[] keys = new long[end - start];
        for (int place = start; place < end; place++) {
            keys[place - start] = RatedPairs.hash(log, order[place]);
        }
        Arrays.sort(keys);
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] == keys[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private static void putRepeatsInOrder(RatingLog log, int[] order, int start, int end) {
        Map<RatingKey, List<Integer>> places = new HashMap<>();
        for (int place = start; place < end; place++) {
            places.computeIfAbsent(RatedPairs.key(log, order[place]), key -> new ArrayList<>(1))
                    .add(place);
        }
        for (List<Integer> own : places.values()) {
            int[] rows = own.stream().mapToInt(place -> order[place]).sorted().toArray();
            for (int i = 0; i < rows.length; i++) {
                order[own.get(i)] = rows[i];
            }
        }
    }
}
