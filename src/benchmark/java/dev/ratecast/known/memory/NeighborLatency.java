package dev.ratecast.known.memory;

import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Latencies of facts from a matrix of a given size, beside a straightforward scan for the same questions, with the
 * checksums of both. Arguments: ratings, a folder for snapshots, questions (default 300), repetitions (default 3).
 */
public final class NeighborLatency {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private NeighborLatency() {}

    public static void main(String[] args) throws IOException {
        int ratings = Integer.parseInt(args[0]);
        int questions = args.length > 2 ? Integer.parseInt(args[2]) : 300;
        int repetitions = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        RatingArrays arrays = SyntheticMatrix.of(ratings, Path.of(args[1]));
        memory(arrays);
        for (int repetition = 0; repetition < repetitions; repetition++) {
            run(arrays, "drawn like ratings", true, questions, repetition);
            run(arrays, "uniform customers", false, questions, repetition);
        }
        memory(arrays);
    }

    private static void run(RatingArrays arrays, String how, boolean byRatings, int count, int repetition) {
        Random random = new Random(100 + repetition);
        Question[] questions = new Question[count];
        Arrays.setAll(questions, i -> QuestionDraw.own(arrays, random, byRatings));
        MemoryKnownRatings known = new MemoryKnownRatings(arrays);
        // Another movie each: the customer's counts are at hand then.
        Question[] again = new Question[count];
        Arrays.setAll(
                again,
                i -> new Question(
                        questions[i].customer(),
                        QuestionDraw.own(arrays, random, true).movie()));
        double[] cold = new double[count];
        double[] warm = new double[count];
        double[] coldCpu = new double[count];
        double[] warmCpu = new double[count];
        double[] catalogue = new double[count];
        double[] scan = new double[count];
        long checksum = 0;
        long expected = 0;
        NeighborScan slow = new NeighborScan(arrays);
        for (int i = 0; i < count; i++) {
            QuestionDraw.forget(arrays, questions[i].customer());
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            KnownFacts facts =
                    known.facts(List.of(questions[i]), Wanted.NO_LISTS).get(0);
            cold[i] = (System.nanoTime() - start) / 1e6;
            coldCpu[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            checksum = 31 * checksum + fingerprint(facts.neighborhood());
            known.facts(List.of(again[i]), Wanted.NO_LISTS);
            known.facts(List.of(questions[i]), Wanted.NO_LISTS);
            cpu = THREADS.getCurrentThreadCpuTime();
            start = System.nanoTime();
            known.facts(List.of(again[i]), Wanted.NO_LISTS);
            warm[i] = (System.nanoTime() - start) / 1e6;
            warmCpu[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            if (i % 10 == 0) {
                CustomerId customer = questions[i].customer();
                List<Question> all = known.unrated(customer, 0).stream()
                        .map(movie -> new Question(customer, movie))
                        .toList();
                start = System.nanoTime();
                known.facts(all, Wanted.NO_LISTS);
                catalogue[i] = (System.nanoTime() - start) / 1e6;
            }
            if (i % 3 == 0) {
                cpu = THREADS.getCurrentThreadCpuTime();
                Neighborhood found = slow.of(questions[i]);
                scan[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
                expected += found.ratings().equals(facts.neighborhood().ratings()) ? 0 : 1;
            }
        }
        System.out.printf("%s, run %d, checksum %016x%n", how, repetition + 1, checksum);
        print("cold", cold);
        print("cold, CPU time", coldCpu);
        print("same customer again", warm);
        print("same customer again, CPU time", warmCpu);
        print("all unrated movies at once", catalogue);
        print("scan, CPU time", scan);
        System.out.printf("  %d answers differ from the scan%n", expected);
    }

    private static void print(String what, double[] millis) {
        System.out.printf("  %-30s %s%n", what, quantiles(millis));
    }

    private static long fingerprint(Neighborhood neighborhood) {
        return neighborhood.ratings().count() * 1_000_003L
                + neighborhood.ratings().sum();
    }

    static String quantiles(double[] values) {
        // Those that were not measured are 0.
        double[] sorted = Arrays.stream(values).filter(ms -> ms > 0).sorted().toArray();
        return "p50 %.3f p90 %.3f p99 %.3f ms"
                .formatted(
                        sorted[sorted.length / 2],
                        sorted[sorted.length * 9 / 10],
                        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)]);
    }

    private static void memory(RatingArrays arrays) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        String status = Files.readString(Path.of("/proc/self/status"));
        String rss = status.lines()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("VmRSS ?");
        int dense = 0;
        for (int movie = 0; movie < arrays.movies.limit(); movie++) {
            dense += arrays.byMovie.row(movie).words() > 0 ? 1 : 0;
        }
        System.out.printf(
                "customers=%d movies=%d dense=%d heap used %d MB of at most %d MB, %s%n",
                arrays.customerCount(),
                arrays.movieCount(),
                dense,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20,
                rss);
    }
}
