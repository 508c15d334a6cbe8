package dev.ratecast.measure.jmh;

import dev.ratecast.known.memory.QuestionDraw;
import dev.ratecast.measure.ServedWorld;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.RecommendationOutcome;
import dev.ratecast.prediction.RecommendationRequest;
import dev.ratecast.rating.CustomerId;
import java.io.IOException;
import java.time.LocalDate;
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

/**
 * The ten best of all movies, for customers drawn like ratings whom nobody has asked about before. Checked: a
 * recommended movie has the rating that is predicted for it alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class RecommendationBenchmark {
    private static final int CUSTOMERS = 500;
    private static final int CHECKED = 10;
    private static final int BEST = 10;
    private static final double TOLERANCE = 1e-5;
    private static final LocalDate TODAY = LocalDate.of(2005, 12, 31);

    @Param({"1743", "108870", "1000000", "10000000", "100480507"})
    int ratings;

    private ServedWorld world;
    private CustomerId[] customers;
    private int next;

    @Setup
    public void setUp() throws IOException {
        world = BenchmarkData.world(ratings);
        Random random = new Random(1);
        customers = new CustomerId[CUSTOMERS];
        Arrays.setAll(
                customers, i -> QuestionDraw.own(world.arrays(), random, true).customer());
        int differing = 0;
        int checked = 0;
        long checksum = 0;
        for (int i = 0; i < CHECKED; i++) {
            for (Prediction best : ((RecommendationOutcome.Recommended) recommend(customers[i])).best()) {
                PredictionOutcome alone = world.predictor().predict(List.of(best.request()), TODAY);
                double expected = ((PredictionOutcome.Predicted) alone)
                        .predictions()
                        .get(0)
                        .estimate()
                        .rating();
                differing += Math.abs(expected - best.estimate().rating()) <= TOLERANCE ? 0 : 1;
                checksum = 31 * checksum + best.request().movie().value();
                checked++;
            }
        }
        BenchmarkData.require("recommendations", checked, differing, checksum);
    }

    @Benchmark
    public RecommendationOutcome coldCustomer() {
        next = (next + 1) % CUSTOMERS;
        QuestionDraw.forget(world.arrays(), customers[next]);
        return recommend(customers[next]);
    }

    private RecommendationOutcome recommend(CustomerId customer) {
        return world.recommender().recommend(new RecommendationRequest(customer, null, BEST, 0, false), TODAY);
    }
}
