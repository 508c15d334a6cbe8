package dev.ratecast.measure;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Question;
import dev.ratecast.known.memory.NeighborScan;
import dev.ratecast.known.memory.QuestionDraw;
import dev.ratecast.known.memory.SyntheticMatrix;
import dev.ratecast.prediction.Explanation;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.RecommendationOutcome;
import dev.ratecast.prediction.RecommendationRequest;
import dev.ratecast.rating.CustomerId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Latencies of the default model's whole path at a given size: facts and neighbors from memory, all features, the
 * networks; for customers drawn like ratings, for uniform ones, and for the same customer again; then recommendations
 * over all movies. Neighbors are held against a plain scan, single predictions against all of them asked at once.
 */
@Command(name = "prediction-latency", mixinStandardHelpOptions = true, sortOptions = false)
public final class PredictionLatency implements Callable<Integer> {
    private static final LocalDate TODAY = LocalDate.of(2005, 12, 31);

    /** What one answer everywhere means for what comes from networks. */
    private static final double TOLERANCE = 1e-5;

    private static final int BEST = 10;
    private static final long WARM_UP_NANOS = 10_000_000_000L;
    private static final int WARM_UP_RECOMMENDATIONS = 5;

    @Option(names = "--ratings", defaultValue = "1000000")
    private int ratings;

    @Option(names = "--folder", defaultValue = "target/benchmark-data", description = "Keeps generated ratings.")
    private Path folder = Path.of("");

    @Option(names = "--factors", defaultValue = "fitted", description = "fitted, or random: numbers of the same shape.")
    private SyntheticFactors factors = SyntheticFactors.FITTED;

    @Option(names = "--model", defaultValue = "data/model.zip")
    private Path model = Path.of("");

    @Option(names = "--questions", defaultValue = "1000")
    private int questions;

    @Option(names = "--scans", defaultValue = "100", description = "How many answers the plain scan checks.")
    private int scans;

    @Option(names = "--recommendations", defaultValue = "50")
    private int recommendations;

    @Option(names = "--repeat", defaultValue = "3")
    private int repeat;

    @Option(names = "--csv", description = "Append the results to this file.")
    private @Nullable Path csv;

    private @Nullable ServedWorld served;
    private @Nullable NeighborScan scan;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PredictionLatency())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        ServedWorld world = ServedWorld.of(ratings, folder, factors, model);
        served = world;
        scan = new NeighborScan(world.arrays());
        System.out.printf(
                "ratings=%,d customers=%,d movies=%,d factors=%s model=%s ready after %.1f s%n",
                world.known().size().ratings(),
                world.arrays().customerCount(),
                world.arrays().movieCount(),
                world.factors().version(),
                world.model().version(),
                (System.nanoTime() - start) / 1e9);
        Measured.memory("loaded");
        warmUp();
        int differing = 0;
        for (int run = 0; run < repeat; run++) {
            differing += run("drawn like ratings", true, run);
            differing += run("uniform customers", false, run);
            differing += recommend(run);
        }
        Measured.memory("at the end");
        System.out.println(differing == 0 ? "CORRECT" : "WRONG: " + differing + " differ");
        return differing == 0 ? 0 : 1;
    }

    /** By processor time, not by the clock: beside other work little is compiled in some seconds. */
    private void warmUp() {
        Random random = new Random(7);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + WARM_UP_NANOS;
        for (boolean byRatings = false; threads.getCurrentThreadCpuTime() < until; byRatings = !byRatings) {
            predict(QuestionDraw.any(world().arrays(), random, byRatings));
        }
        for (int i = 0; i < WARM_UP_RECOMMENDATIONS; i++) {
            CustomerId customer =
                    QuestionDraw.own(world().arrays(), random, true).customer();
            agrees(world().recommender().recommend(new RecommendationRequest(customer, null, BEST, 0, false), TODAY));
        }
    }

    private int run(String how, boolean byRatings, int run) {
        Random random = new Random(100 + run);
        Question[] cold = new Question[questions];
        Question[] again = new Question[questions];
        Arrays.setAll(cold, i -> QuestionDraw.any(world().arrays(), random, byRatings));
        Arrays.setAll(
                again,
                i -> new Question(
                        cold[i].customer(),
                        QuestionDraw.any(world().arrays(), random, true).movie()));
        List<Prediction> found = new ArrayList<>();
        int[] differing = new int[1];
        Measured first = Measured.calls(
                questions,
                i -> predict(cold[i]),
                i -> QuestionDraw.forget(world().arrays(), cold[i].customer()),
                (i, prediction) -> found.add(prediction));
        Measured second =
                Measured.calls(questions, i -> predict(again[i]), i -> predict(cold[i]), (i, prediction) -> {});
        int checked = Math.min(scans, questions);
        Measured scanned = Measured.calls(
                checked,
                i -> Objects.requireNonNull(scan).of(cold[i]).ratings(),
                Measured.Before.NOTHING,
                (i, tally) -> differing[0] += agrees(tally, explained(cold[i])) ? 0 : 1);
        int batch = differingInOneBatch(cold, found);
        first.report("prediction", ratings, how, batch, csv);
        second.report("prediction", ratings, how + ": the same customer again", 0, csv);
        scanned.report("scan", ratings, how + ": neighbors by a plain scan", differing[0], csv);
        System.out.printf("checksum %s %016x%n", how, checksum(found));
        return differing[0] + batch;
    }

    private int recommend(int run) {
        Random random = new Random(200 + run);
        Question[] asked = new Question[recommendations];
        Arrays.setAll(asked, i -> QuestionDraw.any(world().arrays(), random, true));
        int[] differing = new int[1];
        Measured.calls(
                        recommendations,
                        i -> world().recommender()
                                .recommend(new RecommendationRequest(asked[i].customer(), null, BEST, 0, false), TODAY),
                        i -> QuestionDraw.forget(world().arrays(), asked[i].customer()),
                        (i, outcome) -> differing[0] += agrees(outcome) ? 0 : 1)
                .report("recommendations", ratings, "the best of all movies", differing[0], csv);
        return differing[0];
    }

    /** Each recommended movie has the rating that is predicted for it alone, and the best come first. */
    private boolean agrees(RecommendationOutcome outcome) {
        if (!(outcome instanceof RecommendationOutcome.Recommended recommended)) {
            return false;
        }
        double before = Double.MAX_VALUE;
        for (Prediction best : recommended.best()) {
            double rating = best.estimate().rating();
            Prediction alone = predict(
                    new Question(best.request().customer(), best.request().movie()));
            if (rating > before || Math.abs(alone.estimate().rating() - rating) > TOLERANCE) {
                return false;
            }
            before = rating;
        }
        return true;
    }

    private int differingInOneBatch(Question[] asked, List<Prediction> single) {
        List<Prediction> together = predicted(world().predictor()
                .predict(Arrays.stream(asked).map(PredictionLatency::request).toList(), TODAY));
        int differing = 0;
        for (int i = 0; i < asked.length; i++) {
            double difference = together.get(i).estimate().rating()
                    - single.get(i).estimate().rating();
            differing += Math.abs(difference) <= TOLERANCE ? 0 : 1;
        }
        return differing;
    }

    private static boolean agrees(Tally tally, Explanation explanation) {
        long count = explanation.features().neighborCount();
        return count == tally.count()
                && (count == 0
                        || explanation.features().neighborMean()
                                == SyntheticMatrix.SCALE.mean(tally.sum(), tally.count()));
    }

    private Explanation explained(Question question) {
        return Objects.requireNonNull(predicted(world().predictor().explain(List.of(request(question)), TODAY, 0))
                .get(0)
                .explanation());
    }

    private Prediction predict(Question question) {
        return predicted(world().predictor().predict(List.of(request(question)), TODAY))
                .get(0);
    }

    private static List<Prediction> predicted(PredictionOutcome outcome) {
        return ((PredictionOutcome.Predicted) outcome).predictions();
    }

    private static PredictionRequest request(Question question) {
        return new PredictionRequest(question.customer(), question.movie(), null, null, null);
    }

    private static long checksum(List<Prediction> predictions) {
        long checksum = 0;
        for (Prediction prediction : predictions) {
            checksum = 31 * checksum
                    + Double.doubleToLongBits(prediction.estimate().rating());
        }
        return checksum;
    }

    private ServedWorld world() {
        return Objects.requireNonNull(served);
    }
}
