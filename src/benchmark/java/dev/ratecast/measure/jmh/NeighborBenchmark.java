package dev.ratecast.measure.jmh;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.known.memory.NeighborScan;
import dev.ratecast.known.memory.QuestionDraw;
import dev.ratecast.measure.ServedWorld;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** Facts with neighbors from memory, for customers and movies drawn like ratings. Checked against a plain scan. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class NeighborBenchmark {
    private static final int QUESTIONS = 2_000;
    private static final int CHECKED = 50;

    @Param({"1743", "108870", "1000000", "10000000", "100480507"})
    int ratings;

    private ServedWorld world;
    private Question[] questions;
    private int next;

    @Setup
    public void setUp() throws IOException {
        world = BenchmarkData.world(ratings);
        Random random = new Random(1);
        questions = new Question[QUESTIONS];
        Arrays.setAll(questions, i -> QuestionDraw.any(world.arrays(), random, true));
        NeighborScan scan = new NeighborScan(world.arrays());
        int differing = 0;
        long checksum = 0;
        for (int i = 0; i < CHECKED; i++) {
            Tally found = facts(questions[i]).neighborhood().ratings();
            differing += found.equals(scan.of(questions[i]).ratings()) ? 0 : 1;
            checksum = 31 * checksum + found.count() * 1_000_003L + found.sum();
        }
        BenchmarkData.require("neighborhoods", CHECKED, differing, checksum);
    }

    @Benchmark
    public KnownFacts coldCustomer() {
        Question question = next();
        QuestionDraw.forget(world.arrays(), question.customer());
        return facts(question);
    }

    /** The counts of most customers are kept from question to question, as far as the cache holds them. */
    @Benchmark
    public KnownFacts customersAsTheyCome() {
        return facts(next());
    }

    private Question next() {
        next = (next + 1) % QUESTIONS;
        return questions[next];
    }

    private KnownFacts facts(Question question) {
        return world.known().facts(List.of(question), Wanted.NO_LISTS).get(0);
    }
}
