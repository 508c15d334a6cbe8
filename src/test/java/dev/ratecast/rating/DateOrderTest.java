package dev.ratecast.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateOrderTest {
    private static final int ROWS = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {86_400, 1, 3_600})
    void rows_come_by_date_and_equal_dates_as_they_were_given(long unit) {
        SplittableRandom random = new SplittableRandom(unit);
        // Few days, so that dates are shared; to the second, up to 2106.
        long[] dates = random.longs(ROWS, 0, unit == 86_400 ? 900 : 0xFFFF_FFFFL / unit)
                .map(date -> date * unit)
                .toArray();
        int[] given = IntStream.range(0, ROWS).map(row -> ROWS - 1 - row).toArray();

        int[] ordered = DateOrder.of(given.clone(), row -> dates[row]);

        assertThat(ordered)
                .isEqualTo(IntStream.of(given)
                        .boxed()
                        .sorted(Comparator.comparingLong(row -> dates[row]))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    @Test
    void dates_beyond_32_bits_are_ordered_too() {
        long[] dates = {1L << 40, 5, 1L << 33, 1L << 40};

        assertThat(DateOrder.of(new int[] {3, 2, 1, 0}, row -> dates[row])).containsExactly(1, 2, 3, 0);
    }

    @Test
    void no_rows_are_in_order() {
        assertThat(DateOrder.of(new int[0], row -> 0)).isEmpty();
    }
}
