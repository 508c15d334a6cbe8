package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class IntColumnTest {
    private static final int DAY = 86_400;
    /** Two chunks and the beginning of a third. */
    private static final int ROWS = (1 << 17) + 3;

    @Test
    void numbers_come_back_whatever_width_they_are_kept_in() {
        holds(row -> row & 0xFF);
        holds(row -> row & 0xFFFF);
        holds(row -> row * 40_503);
        holds(row -> -row);
        // A narrow chunk, then a wide one.
        holds(row -> row < 1 << 16 ? 255 : row);
    }

    @Test
    void multiples_of_a_unit_come_back_up_to_the_largest_unsigned_number() {
        // Whole days, then a second among them, then days up to 2106.
        holds(new IntColumn(DAY), row -> (row % 9_000) * DAY);
        holds(new IntColumn(DAY), row -> row == 70_000 ? 1 : (row % 9_000) * DAY);
        holds(new IntColumn(DAY), row -> (49_710 - row % 100) * DAY);
        // More units than a char counts.
        holds(new IntColumn(2), row -> 2 * row * 1_000);
    }

    private static void holds(IntUnaryOperator values) {
        holds(new IntColumn(), values);
    }

    private static void holds(IntColumn column, IntUnaryOperator values) {
        for (int row = 0; row < ROWS; row++) {
            column.add(values.applyAsInt(row));
        }
        assertThat(column.size()).isEqualTo(ROWS);
        for (int row = 0; row < ROWS; row++) {
            if (column.get(row) != values.applyAsInt(row)) {
                assertThat(column.get(row)).as("row %d", row).isEqualTo(values.applyAsInt(row));
            }
        }
    }
}
