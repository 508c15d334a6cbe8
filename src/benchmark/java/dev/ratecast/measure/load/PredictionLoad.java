package dev.ratecast.measure.load;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.rating.RatingScale;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Load on a running service, over REST or over Kafka: {@code rest} and {@code request-reply}. Prints the rate that was
 * reached, latencies from the moments when requests were due, the server's processor time, and how many answers differ
 * from those asked alone.
 */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks a running service for predictions at a constant rate, drawn like the ratings of a dataset.")
public final class PredictionLoad implements Callable<Integer> {
    @Option(
            names = "--url",
            defaultValue = "http://localhost:8080/predictions",
            description = "Where predictions are asked for; over Kafka, what replies are checked against.")
    private URI url = URI.create("http://localhost:8080/predictions");

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Ask over this broker instead of REST.")
    private @Nullable String kafka;

    @Option(names = "--topic", defaultValue = "prediction-requests", description = "The topic of requests.")
    private String topic = "prediction-requests";

    @Option(names = "--dataset", required = true, description = "The ratings that requests are drawn from.")
    private Path dataset = Path.of("");

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Option(names = "--rate", defaultValue = "5000", description = "Calls or messages a second.")
    private int rate;

    @Option(names = "--batch", defaultValue = "1", description = "Requests in one call or message.")
    private int batch;

    @Option(names = "--connections", defaultValue = "64", description = "HTTP connections.")
    private int connections;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "Not measured, before each run (such as PT10S).")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--duration", defaultValue = "PT30S")
    private Duration duration = Duration.ZERO;

    @Option(names = "--repeat", defaultValue = "1", description = "How many runs.")
    private int repeat;

    @Option(
            names = "--search",
            description = "Look for the highest rate that keeps the 99th percentile, from --rate on in steps of a"
                    + " quarter, then halving the step twice.")
    private boolean search;

    @Option(names = "--p99", defaultValue = "10", description = "The 99th percentile to keep, in milliseconds.")
    private double p99Millis;

    @Option(names = "--pid", description = "The server's process, for its processor time.")
    private long pid;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PredictionLoad()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        RequestBodies bodies = new RequestBodies(
                Dataset.load(dataset, null, RatingScale.WHOLE_STARS, (rows, read, total) -> {}), seed, batch);
        boolean correct = search ? searched(bodies) : repeated(bodies);
        return correct ? 0 : 1;
    }

    private boolean repeated(RequestBodies bodies) throws Exception {
        boolean correct = true;
        for (int i = 0; i < repeat; i++) {
            correct &= new AskedAlone(url).check(bodies, run(bodies, rate).samples());
        }
        return correct;
    }

    private boolean searched(RequestBodies bodies) throws Exception {
        int kept = 0;
        int next = rate;
        LoadResult best = null;
        for (int halvings = 0; halvings <= 2; ) {
            LoadResult result = run(bodies, next);
            if (result.holds(p99Millis)) {
                best = result;
                kept = next;
            } else {
                halvings++;
            }
            int step = Math.max(1, (int) ((kept == 0 ? next : kept) * 0.25 / (1 << halvings)));
            next = kept == 0 ? next / 2 : kept + step;
        }
        System.out.printf(
                "highest rate with p99 < %.0f ms: %,d calls/s, %,d predictions/s%n",
                p99Millis, kept, (long) kept * batch);
        return best != null && new AskedAlone(url).check(bodies, best.samples());
    }

    private LoadResult run(RequestBodies bodies, int perSecond) {
        try (Transport transport =
                kafka == null ? new HttpTransport(url, connections) : new KafkaTransport(kafka, topic)) {
            OpenLoop loop = new OpenLoop(transport, bodies, perSecond, warmUp, duration);
            loop.warmUp();
            long server = cpuNanos(pid);
            long own = cpuNanos(ProcessHandle.current().pid());
            LoadResult result = loop.run();
            double calls = Math.max(1, result.nanos().getTotalCount());
            System.out.printf(
                    "%s batch=%d %s processor server=%.0f load=%.0f us/call%n",
                    kafka == null ? "rest" : "request-reply",
                    batch,
                    result.line(),
                    (cpuNanos(pid) - server) / 1e3 / calls,
                    (cpuNanos(ProcessHandle.current().pid()) - own) / 1e3 / calls);
            return result;
        }
    }

    /** The broker's included, where it runs in the server. */
    private static long cpuNanos(long process) {
        return process == 0
                ? 0
                : ProcessHandle.of(process)
                        .flatMap(handle -> handle.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos();
    }
}
