package dev.ratecast.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.Factors;
import dev.ratecast.known.History;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.UnitInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastRatingsTest {
    private static final UnitInterval INTERVAL = UnitInterval.of(RatingScale.WHOLE_STARS);
    private static final int MEMORY = 10;
    private static final long DAY = 86_400;

    @Test
    void the_recent_ratings_are_the_last_by_date_then_by_movie() {
        Random random = new Random(3);
        for (int size : List.of(0, 1, 9, 10, 11, 20, 21, 300)) {
            long[] days = random.longs(size, 0, 50).toArray();
            for (int own : List.of(-1, size / 2)) {
                List<Integer> expected = IntStream.range(0, size)
                        .filter(place -> place != own)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingLong(place -> days[place])
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();

                PastRatings past =
                        PastRatings.of(history(days), own < size ? own : -1, 3, INTERVAL, Factors.NONE, MEMORY);

                // The number of a movie's ratings tells which movie it is.
                assertThat(past.recent())
                        .extracting(rating -> (int) rating.movie().ratings())
                        .isEqualTo(expected.subList(Math.max(0, expected.size() - MEMORY), expected.size()));
                assertThat(past.tally().count()).isEqualTo(expected.size());
            }
        }
    }

    /** Ratings on these days: the movie at a place has as many ratings as the place's number. */
    private static History history(long[] days) {
        int size = days.length;
        int[] units = new int[size];
        Arrays.fill(units, 3);
        long[] places = IntStream.range(0, size).asLongStream().toArray();
        return new History(
                places.clone(),
                units,
                Arrays.stream(days).map(day -> day * DAY).toArray(),
                new int[size],
                places,
                new long[size],
                new long[size],
                new long[size]);
    }
}
