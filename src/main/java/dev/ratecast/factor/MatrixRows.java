package dev.ratecast.factor;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Steps over the rows of a {@link RatingMatrix}, several threads sharing them. A step writes what belongs to its row and
 * reads what belongs to the other side, so that it does not matter how they share them.
 */
final class MatrixRows {
    private static final int ROWS_AT_ONCE = 64;

    private MatrixRows() {}

    /** Reads one side's row. */
    interface Reader {
        void read(int index, RatingMatrix.Row row);
    }

    /** What is done with a row. */
    interface Step {
        void on(int index, RatingMatrix.Row row);
    }

    /** What is done with a row by means of something that is used from row to row. */
    interface ScratchStep<S> {
        void on(int index, RatingMatrix.Row row, S scratch);
    }

    /** Runs a step on every row that is not empty. */
    static void each(int rows, Reader reader, Step step) {
        each(rows, reader, Object::new, (index, row, unused) -> step.on(index, row));
    }

    /**
     * Runs a step on every row that is not empty.
     *
     * @param newScratch what a thread uses from row to row
     */
    static <S> void each(int rows, Reader reader, Supplier<S> newScratch, ScratchStep<S> step) {
        IntConsumer chunk = start -> {
            RatingMatrix.Row row = new RatingMatrix.Row();
            S scratch = newScratch.get();
            for (int index = start * ROWS_AT_ONCE; index < Math.min(rows, (start + 1) * ROWS_AT_ONCE); index++) {
                reader.read(index, row);
                if (row.length() > 0) {
                    step.on(index, row, scratch);
                }
            }
        };
        IntStream.range(0, (rows + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE).parallel().forEach(chunk);
    }
}
