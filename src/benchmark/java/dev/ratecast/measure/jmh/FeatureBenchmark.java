package dev.ratecast.measure.jmh;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Question;
import dev.ratecast.known.memory.QuestionDraw;
import dev.ratecast.measure.ServedWorld;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole feature vector from facts that are at hand: one question of each customer, or a batch of one customer's.
 * Checked: a batch's vectors are those of questions asked alone, to the last bit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FeatureBenchmark {
    private static final int QUESTIONS = 500;
    private static final int BATCH = 100;
    private static final Occasion OCCASION = Occasion.at(1_136_000_000L);

    @Param({"1743", "108870", "1000000", "10000000", "100480507"})
    int ratings;

    private ServedWorld world;
    private List<KnownFacts> manyCustomers;
    private List<List<KnownFacts>> oneCustomerEach;
    private int next;

    @Setup
    public void setUp() throws IOException {
        world = BenchmarkData.world(ratings);
        Random random = new Random(1);
        manyCustomers = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> facts(List.of(QuestionDraw.any(world.arrays(), random, true)))
                        .get(0))
                .toList();
        oneCustomerEach = IntStream.range(0, 20)
                .mapToObj(i -> QuestionDraw.any(world.arrays(), random, true).customer())
                .map(customer -> facts(IntStream.range(0, BATCH)
                        .mapToObj(i -> new Question(
                                customer,
                                QuestionDraw.any(world.arrays(), random, true).movie()))
                        .toList()))
                .toList();
        check();
    }

    private List<KnownFacts> facts(List<Question> questions) {
        return world.known().facts(questions, world.assembler().wanted(world.factors(), 0));
    }

    private void check() {
        int differing = 0;
        int checked = 0;
        long checksum = 0;
        for (List<KnownFacts> facts : oneCustomerEach) {
            List<FeatureVector> together = together(facts);
            for (int i = 0; i < facts.size(); i++) {
                float[] inputs = together.get(i).inputs();
                differing += Arrays.equals(inputs, alone(facts.get(i)).inputs()) ? 0 : 1;
                checksum = 31 * checksum + Arrays.hashCode(inputs);
                checked++;
            }
        }
        BenchmarkData.require("feature vectors", checked, differing, checksum);
    }

    @Benchmark
    public FeatureVector oneQuestion() {
        next = (next + 1) % QUESTIONS;
        return alone(manyCustomers.get(next));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<FeatureVector> batchOfOneCustomer() {
        next = (next + 1) % oneCustomerEach.size();
        return together(oneCustomerEach.get(next));
    }

    private FeatureVector alone(KnownFacts facts) {
        return world.assembler().of(facts, OCCASION, world.factors());
    }

    private List<FeatureVector> together(List<KnownFacts> facts) {
        return world.assembler().of(facts, Collections.nCopies(facts.size(), OCCASION), world.factors());
    }
}
