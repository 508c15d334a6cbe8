package dev.ratecast.measure.jmh;

import dev.ratecast.measure.ServedWorld;
import dev.ratecast.measure.SyntheticFactors;
import java.io.IOException;
import java.nio.file.Path;

/** Where benchmarks find their ratings, factors and networks; system properties of the JVM that JMH starts. */
final class BenchmarkData {
    private static final Path FOLDER = Path.of(System.getProperty("ratecast.benchmark.data", "target/benchmark-data"));
    private static final Path MODEL = Path.of(System.getProperty("ratecast.benchmark.model", "data/model.zip"));

    private BenchmarkData() {}

    /** With random factors: fitting them takes minutes at the largest size, and costs nothing afterwards. */
    static ServedWorld world(int ratings) throws IOException {
        return ServedWorld.of(ratings, FOLDER, SyntheticFactors.RANDOM, MODEL);
    }

    /**
     * Says what a check found, and ends the benchmark where something differs.
     *
     * @param checksum of the fast way's answers
     */
    static void require(String what, int checked, int differing, long checksum) {
        System.out.printf("check %s: %d of %d differ, checksum %016x%n", what, differing, checked, checksum);
        if (differing > 0) {
            throw new IllegalStateException(what + " are wrong");
        }
    }
}
