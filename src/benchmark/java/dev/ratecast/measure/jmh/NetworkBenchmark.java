package dev.ratecast.measure.jmh;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.Question;
import dev.ratecast.known.memory.QuestionDraw;
import dev.ratecast.measure.ServedWorld;
import dev.ratecast.model.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The networks on rows of features: up to 256 rows run on plain floats, more through DL4J. Checked: each row alone, on
 * plain floats, gives what all rows together give through DL4J, to 1e-5.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NetworkBenchmark {
    private static final int RATINGS = 108_870;
    private static final int MOST = 1_000;
    private static final double TOLERANCE = 1e-5;

    @Param({"1", "16", "64", "256", "257", "1000"})
    int rows;

    private ServedWorld world;
    private List<FeatureVector> vectors;

    @Setup
    public void setUp() throws IOException {
        world = BenchmarkData.world(RATINGS);
        Random random = new Random(1);
        List<Question> questions = IntStream.range(0, MOST)
                .mapToObj(i -> QuestionDraw.any(world.arrays(), random, true))
                .toList();
        List<FeatureVector> all = world
                .known()
                .facts(questions, world.assembler().wanted(world.factors(), 0))
                .stream()
                .map(facts -> world.assembler().of(facts, Occasion.at(1_136_000_000L), world.factors()))
                .toList();
        vectors = all.subList(0, rows);
        List<Estimate> together = world.model().predict(all);
        int differing = 0;
        long checksum = 0;
        for (int i = 0; i < MOST; i++) {
            double alone = world.model().predict(List.of(all.get(i))).get(0).rating();
            differing += Math.abs(alone - together.get(i).rating()) <= TOLERANCE ? 0 : 1;
            checksum = 31 * checksum + Double.doubleToLongBits(alone);
        }
        BenchmarkData.require("estimates", MOST, differing, checksum);
    }

    @Benchmark
    public List<Estimate> estimates() {
        return world.model().predict(vectors);
    }
}
