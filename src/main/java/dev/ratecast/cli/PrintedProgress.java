package dev.ratecast.cli;

import dev.ratecast.training.TrainingProgress;
import java.io.PrintWriter;

/** A training run's progress as lines of text. */
final class PrintedProgress implements TrainingProgress {
    private static final long NANOS_BETWEEN_LINES = 2_000_000_000L;
    private static final int ROWS_BETWEEN_LOOKS = 1 << 10;

    private final PrintWriter out;
    private final long started = System.nanoTime();
    private long lastLine = started;

    PrintedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onReplayed(int row, int rows) {
        if (row < rows && row % ROWS_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = System.nanoTime();
        if (row == rows || now - lastLine > NANOS_BETWEEN_LINES) {
            lastLine = now;
            double seconds = Math.max(1, now - started) / 1e9;
            out.printf(
                    "replayed %,d of %,d ratings, %,.0f per second, %.0f s left%n",
                    row, rows, row / seconds, (rows - row) * seconds / row);
            out.flush();
        }
    }

    @Override
    public void onEpoch(int epoch, double validationRmse, boolean best) {
        out.printf("epoch %3d: validation RMSE %.4f%s%n", epoch, validationRmse, best ? " (best)" : "");
        out.flush();
    }

    @Override
    public void onRefit(int examples, int epochs) {
        out.printf("fitting again on all %,d ratings, %d epochs%n", examples, epochs);
        out.flush();
    }
}
