package dev.ratecast.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Elapsed and processor times of calls made one after the other on this thread, in milliseconds, ascending. */
final class Measured {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String HEADER =
            "benchmark,ratings,what,calls,p50_ms,p90_ms,p99_ms,cpu_p50_ms,cpu_p99_ms,differing\n";

    private final double[] elapsed;
    private final double[] cpu;

    private Measured(double[] elapsed, double[] cpu) {
        Arrays.sort(elapsed);
        Arrays.sort(cpu);
        this.elapsed = elapsed;
        this.cpu = cpu;
    }

    /**
     * Makes calls.
     *
     * @param before what is done before each and not measured
     * @param results takes what each call returned
     */
    static <T> Measured calls(int count, IntFunction<T> call, Before before, Results<T> results) {
        double[] elapsed = new double[count];
        double[] cpu = new double[count];
        for (int i = 0; i < count; i++) {
            before.call(i);
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            T result = call.apply(i);
            elapsed[i] = (System.nanoTime() - start) / 1e6;
            cpu[i] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6;
            results.take(i, result);
        }
        return new Measured(elapsed, cpu);
    }

    /** What is done before a call. */
    @FunctionalInterface
    interface Before {
        Before NOTHING = i -> {};

        void call(int number);
    }

    /** Who takes what calls return. */
    @FunctionalInterface
    interface Results<T> {
        void take(int number, T result);
    }

    /**
     * Prints the times, and appends them to a file of comma-separated values where one is given.
     *
     * @param differing how many of the results were wrong
     */
    void report(String benchmark, int ratings, String what, int differing, @Nullable Path csv) {
        System.out.printf(
                "%-44s p50 %.3f p90 %.3f p99 %.3f ms; processor p50 %.3f p99 %.3f ms; %d calls, %d differ%n",
                what,
                at(elapsed, 50),
                at(elapsed, 90),
                at(elapsed, 99),
                at(cpu, 50),
                at(cpu, 99),
                elapsed.length,
                differing);
        if (csv != null) {
            String row = String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%d%n",
                    benchmark,
                    ratings,
                    what.replace(',', ';'),
                    elapsed.length,
                    at(elapsed, 50),
                    at(elapsed, 90),
                    at(elapsed, 99),
                    at(cpu, 50),
                    at(cpu, 99),
                    differing);
            append(csv, row);
        }
    }

    /** Prints the heap in use after a collection, and the resident memory of this process. */
    static void memory(String when) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "memory %s: heap in use %d MB of at most %d MB, resident %s%n",
                when, (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20, resident());
    }

    private static String resident() {
        try {
            return Files.readString(Path.of("/proc/self/status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown here";
        }
    }

    private static void append(Path csv, String row) {
        try {
            if (csv.getParent() != null) {
                Files.createDirectories(csv.getParent());
            }
            if (!Files.exists(csv)) {
                Files.writeString(csv, HEADER);
            }
            Files.writeString(csv, row, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double at(double[] sorted, int percentile) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)];
    }
}
