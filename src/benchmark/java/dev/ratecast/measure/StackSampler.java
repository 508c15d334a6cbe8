package dev.ratecast.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Where threads of given names spend their time: every few milliseconds, the innermost frame of our own code. */
final class StackSampler implements AutoCloseable {
    private static final int PERIOD_MILLIS = 5;

    private final Map<String, Integer> samples = new HashMap<>();
    private final Set<String> threads;
    private final Thread sampler = new Thread(this::run, "stack-sampler");
    private volatile boolean ended;

    StackSampler(Set<String> threads) {
        this.threads = threads;
        sampler.setDaemon(true);
        sampler.start();
    }

    /** Ends, and prints the frames that were seen most often. */
    @Override
    public void close() throws InterruptedException {
        ended = true;
        sampler.join();
        printThreads();
        int total = samples.values().stream().mapToInt(Integer::intValue).sum();
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(30)
                .forEach(entry ->
                        System.out.printf("  %5.1f %%  %s%n", 100.0 * entry.getValue() / total, entry.getKey()));
    }

    /** The threads of this JVM that live and took the most processor time since it started. */
    private static void printThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(info -> -threads.getThreadCpuTime(info.getThreadId())))
                .limit(12)
                .forEach(info -> System.out.printf(
                        "  %6.1f s  %s%n", threads.getThreadCpuTime(info.getThreadId()) / 1e9, info.getThreadName()));
    }

    private void run() {
        while (!ended) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                if (threads.contains(thread.getName()) && stack.length > 0) {
                    samples.merge(thread.getName() + " " + ownFrame(stack), 1, Integer::sum);
                }
            });
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String ownFrame(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith("dev.ratecast")) {
                return frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName() + ":"
                        + frame.getLineNumber();
            }
        }
        return "idle";
    }
}
