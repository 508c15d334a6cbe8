package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class IntColumnTest {
    /** Two chunks and the beginning of a third. */
    private static final int ROWS = (1 << 19) + 3;

    @Test
    void numbers_come_back_whatever_width_they_are_kept_in() {
        holds(row -> row & 0xFF);
        holds(row -> row & 0xFFFF);
        holds(row -> row * 40_503);
        holds(row -> -row);
        // A narrow chunk, then a wide one.
        holds(row -> row < 1 << 18 ? 255 : row);
    }

    private static void holds(IntUnaryOperator values) {
        IntColumn column = new IntColumn();
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
