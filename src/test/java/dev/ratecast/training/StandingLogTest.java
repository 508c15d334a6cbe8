package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingLogTest {
    @Test
    void the_newest_date_stands_and_on_a_tie_the_later_row() {
        Log log = new Log()
                .add(1, 1, 5, 20)
                .add(1, 1, 4, 10)
                .add(2, 1, 1, 10)
                .add(1, 2, 2, 10)
                .add(2, 1, 3, 10)
                .add(2, 1, 3, 10);

        assertThat(rows(StandingLog.of(log))).isEqualTo(List.of(row(log, 0), row(log, 3), row(log, 5)));
    }

    @Test
    void where_no_pair_comes_again_the_log_stays_itself() {
        Log log = new Log().add(1, 1, 5, 20).add(1, 2, 4, 10).add(2, 1, 3, 10);

        assertThat(StandingLog.of(log)).isSameAs(log);
    }

    @Test
    void what_stands_is_what_a_map_of_all_pairs_says() {
        for (long seed = 0; seed < 20; seed++) {
            Log log = new Log();
            Random random = new Random(seed);
            for (int row = 0; row < 300; row++) {
                log.add(random.nextInt(15), random.nextInt(15), random.nextInt(6), 86_400L * random.nextInt(4));
            }
            Map<List<Long>, Integer> standing = new HashMap<>();
            for (int row = 0; row < log.size(); row++) {
                Integer before = standing.get(List.of(log.customer(row), log.movie(row)));
                if (before == null || log.ratedAt(before) <= log.ratedAt(row)) {
                    standing.put(List.of(log.customer(row), log.movie(row)), row);
                }
            }

            assertThat(rows(StandingLog.of(log)))
                    .isEqualTo(standing.values().stream()
                            .sorted()
                            .map(row -> row(log, row))
                            .toList());
        }
    }

    @Test
    void pairs_that_two_logs_share_are_counted_once() {
        Log one = new Log().add(1, 1, 5, 20).add(1, 1, 4, 30).add(1, 2, 4, 10).add(2, 1, 3, 10);
        Log other = new Log().add(1, 1, 2, 50).add(2, 1, 3, 10).add(2, 1, 4, 11).add(2, 2, 4, 10);

        assertThat(RatedPairs.inBoth(one, other)).isEqualTo(2);
        assertThat(RatedPairs.inBoth(other, one)).isEqualTo(2);
        assertThat(RatedPairs.inBoth(one, new Log())).isZero();
    }

    private static List<List<Object>> rows(RatingLog log) {
        return IntStream.range(0, log.size()).mapToObj(row -> row(log, row)).toList();
    }

    private static List<Object> row(RatingLog log, int row) {
        return List.of(
                log.customer(row),
                log.movie(row),
                log.withdrawn(row),
                log.units(row),
                log.ratedAt(row),
                log.replayedAt(row),
                log.facts(row));
    }
}
