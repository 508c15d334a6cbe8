package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.rating.DateOrder;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RowShuffle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
    @Test
    void rows_come_by_time_and_equal_times_in_the_seeds_own_order() {
        Log random = Log.random(3, 400);
        int[] first = TimeOrder.of(random, 7);

        assertThat(first).isEqualTo(TimeOrder.of(random, 7)).isNotEqualTo(TimeOrder.of(random, 8));
        assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 400).toArray());
        assertThat(IntStream.of(first).mapToLong(random::ratedAt).toArray()).isSorted();
    }

    @Test
    void where_nobody_rates_a_movie_twice_on_a_date_the_shuffle_alone_orders_it() {
        for (long seed = 0; seed < 20; seed++) {
            Log log = Log.random(seed, 500);

            assertThat(TimeOrder.of(log, seed)).isEqualTo(byDateAlone(log, seed));
        }
        Log oneDay = new Log();
        for (int customer = 0; customer < 12; customer++) {
            oneDay.add(customer, 1, 3, 86_400);
        }
        assertThat(TimeOrder.of(oneDay, 1)).containsExactly(5, 4, 7, 8, 2, 10, 9, 1, 11, 3, 0, 6);
    }

    @Test
    void what_came_last_for_a_customer_movie_and_date_comes_last_and_all_others_keep_their_places() {
        for (long seed = 0; seed < 20; seed++) {
            Log log = new Log();
            Random random = new Random(seed);
            for (int row = 0; row < 500; row++) {
                log.add(random.nextInt(10), random.nextInt(10), random.nextInt(6), 86_400L * random.nextInt(4));
            }

            int[] order = TimeOrder.of(log, seed);

            Map<List<Long>, Integer> latest = new HashMap<>();
            for (int row : order) {
                Integer before = latest.put(key(log, row), row);
                assertThat(before == null ? -1 : before).isLessThan(row);
            }
            assertThat(keys(log, order)).isEqualTo(keys(log, byDateAlone(log, seed)));
        }
    }

    @Test
    void ratings_withdrawn_on_their_own_date_stay_withdrawn_in_a_replay() {
        Log log = new Log();
        for (int customer = 1; customer <= 32; customer++) {
            log.add(customer, 1, 5, 86_400).add(customer, 1, 0, 86_400);
        }
        int last = log.size();
        log.add(99, 2, 4, 2 * 86_400);
        for (WithinDay withinDay : WithinDay.values()) {
            Replay replay = Replays.empty(RatingScale.WHOLE_STARS);

            replay.run(
                    log,
                    TimeOrder.of(log, 1),
                    0,
                    log.size(),
                    withinDay,
                    place -> place == last,
                    (place, features) ->
                            assertThat(features.baselines().overallMean()).isEqualTo(3.0));
        }
    }

    private static int[] byDateAlone(Log log, long seed) {
        return DateOrder.of(RowShuffle.of(log.size(), seed), log::ratedAt);
    }

    private static List<List<Long>> keys(Log log, int[] order) {
        return Arrays.stream(order).mapToObj(row -> key(log, row)).toList();
    }

    private static List<Long> key(Log log, int row) {
        return List.of(log.customer(row), log.movie(row), log.ratedAt(row));
    }
}
