package dev.ratecast.cli;

import dev.ratecast.training.TrainingProgress;
import java.io.PrintWriter;

/** A training run's progress as lines of text. */
final class PrintedProgress implements TrainingProgress {
    private static final long NANOS_BETWEEN_LINES = 2_000_000_000L;

    private final PrintWriter out;
    /** When the replay at hand began. */
    private long started;

    private long lastLine;
    private long fitBegan;
    private long fitNanos;
    private int fits;

    PrintedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onReplayDue() {
        started = System.nanoTime();
        lastLine = started;
        fits = 0;
        fitNanos = 0;
    }

    @Override
    public void onReplayed(int row, int rows) {
        long now = System.nanoTime();
        if (row == rows || now - lastLine > NANOS_BETWEEN_LINES) {
            lastLine = now;
            double seconds = Math.max(1, now - started) / 1e9;
            out.printf(
                    "replayed %,d of %,d ratings, %,.0f per second, %.0f s left%n",
                    row, rows, row / seconds, (rows - row) * seconds / row);
            if (row == rows && fits > 0) {
                out.printf("fitted factors %,d times in %.0f s of these%n", fits, fitNanos / 1e9);
            }
            out.flush();
        }
    }

    @Override
    public void onFactorsDue() {
        fitBegan = System.nanoTime();
    }

    @Override
    public void onFactorsFitted() {
        fits++;
        fitNanos += System.nanoTime() - fitBegan;
    }

    @Override
    public void onMember(int epochs, int fitted, int members, double validationRmse) {
        out.printf("%d epochs, network %d of %d: validation RMSE %.4f%n", epochs, fitted, members, validationRmse);
        out.flush();
    }

    @Override
    public void onRefit(int examples) {
        out.printf("fitting again on all %,d examples%n", examples);
        out.flush();
    }
}
