package dev.ratecast.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far long work is: a line that is drawn in place on a terminal, and a new line every few seconds elsewhere. Goes to
 * standard error, so that results on standard output stay clean. For use by one thread.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final int WIDTH = 24;

    private final String label;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private long total;
    private long done;
    private long drawnAt;
    private int drawnLength;

    /**
     * A bar on standard error.
     *
     * @param total 0 where it is not known
     */
    public static ProgressBar start(String label, long total) {
        return new ProgressBar(label, total, System.err, isTerminal(), System::nanoTime);
    }

    /** Before Java 22 a console exists only on a terminal; from then on it says itself whether it is one. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || System.getenv("TERM") == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    ProgressBar(String label, long total, PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.label = label;
        this.total = total;
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        startedAt = nanoTime.getAsLong();
        drawnAt = startedAt;
    }

    /** So much is done. Cheap enough for every row. */
    public void update(long nowDone) {
        done = nowDone;
        long now = nanoTime.getAsLong();
        if (now - drawnAt >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            draw(now);
        }
    }

    /** So much is done, of a total that may only now be known. */
    public void update(long nowDone, long nowTotal) {
        total = nowTotal;
        update(nowDone);
    }

    /** Draws the last state and ends the line. */
    @Override
    public void close() {
        draw(nanoTime.getAsLong());
        if (terminal) {
            out.println();
        }
    }

    private void draw(long now) {
        drawnAt = now;
        String line = line(now);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
            out.flush();
            drawnLength = line.length();
        } else {
            out.println(line);
        }
    }

    private String line(long now) {
        double seconds = Math.max(1e-9, (now - startedAt) / 1e9);
        double rate = done / seconds;
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s %,d  %,.0f/s  %s", label, done, rate, duration(seconds));
        }
        double share = Math.min(1, (double) done / total);
        int filled = (int) (share * WIDTH);
        String bar = terminal ? "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " : "";
        String time =
                done >= total ? "in " + duration(seconds) : done == 0 ? "" : duration((total - done) / rate) + " left";
        return String.format(
                Locale.ROOT,
                "%s %s%3d%%  %,d of %,d  %,.0f/s  %s",
                label,
                bar,
                (int) (share * 100),
                done,
                total,
                rate,
                time);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
