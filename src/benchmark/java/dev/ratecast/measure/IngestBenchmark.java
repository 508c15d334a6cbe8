package dev.ratecast.measure;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.SyntheticDataset;
import dev.ratecast.dataset.SyntheticSize;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.postgres.AggregateAudit;
import dev.ratecast.ingestion.postgres.BulkLoad;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.postgres.PostgresStoredRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingScale;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ratings per second from Kafka into a durable Postgres, million by million, on synthetic ratings that wait in the
 * topic; then an audit of every aggregate, and the number and the sum of the stored ratings against the dataset's; then
 * how long a replica takes to copy them into memory, number and sum checked again.
 *
 * <p>Broker, Postgres and consumer share the machine. Arguments are {@code key=value}: {@code ratings}, {@code folder},
 * settings of {@code ratecast.ingestion} and of Postgres under those names ({@code pg.shared_buffers}), {@code bulk=true} for a bulk load instead,
 * {@code shuffle=SEED} for an order drawn from a seed instead of the dates', and {@code profile=true} for where the time goes.
 */
public final class IngestBenchmark {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    private final Map<String, String> arguments;
    private final Path folder;

    private IngestBenchmark(Map<String, String> arguments) {
        this.arguments = arguments;
        this.folder = Path.of(arguments.getOrDefault("folder", "target/measure"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> arguments = new HashMap<>();
        for (String arg : args) {
            arguments.put(arg.replaceFirst("=.*", ""), arg.replaceFirst("[^=]*=", ""));
        }
        new IngestBenchmark(arguments).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Dataset dataset = dataset(Integer.parseInt(arguments.getOrDefault("ratings", "1000000")));
        try (MeasuredServers servers = new MeasuredServers(folder.resolve("servers"), under("pg.", key -> key))) {
            if (Boolean.parseBoolean(arguments.getOrDefault("bulk", "false"))) {
                load(servers, dataset);
                check(servers, dataset);
                readBack(servers, dataset);
                return;
            }
            long begun = System.nanoTime();
            new DatasetImporter(servers.kafka(), MeasuredServers.TOPIC)
                    .send(dataset, order(dataset), DatasetImporter.Progress.NONE);
            System.out.printf("produced ratings=%,d rate=%,.0f/s%n", dataset.size(), perSecond(dataset.size(), begun));
            ingest(servers, dataset.size());
            check(servers, dataset);
            readBack(servers, dataset);
        }
    }

    private int[] order(Dataset dataset) {
        String seed = arguments.get("shuffle");
        return seed == null ? dataset.timeOrder() : dataset.shuffledOrder(Long.parseLong(seed));
    }

    private static void load(MeasuredServers servers, Dataset dataset) throws SQLException {
        List<MovieFacts> facts = new ArrayList<>();
        for (int movie = 0; movie < dataset.movieCount(); movie++) {
            facts.add(dataset.factsOfNumber(movie));
        }
        long postgresCpu = servers.postgresCpuNanos();
        long jvmCpu = servers.jvmCpuNanos();
        long begun = System.nanoTime();
        new BulkLoad(servers.dataSource(), SCALE, Eras.DEFAULT, true)
                .run(dataset, facts, List.of(), new BulkLoad.Listener() {
                    @Override
                    public void read(long ratings) {}

                    @Override
                    public void phase(String what) {
                        System.out.printf("phase=%s after=%.1f s%n", what, (System.nanoTime() - begun) / 1e9);
                    }
                });
        System.out.printf(
                "loaded ratings=%,d rate=%,.0f/s postgres=%.1f us/rating jvm=%.1f us/rating%n",
                dataset.size(),
                perSecond(dataset.size(), begun),
                (servers.postgresCpuNanos() - postgresCpu) / 1e3 / dataset.size(),
                (servers.jvmCpuNanos() - jvmCpu) / 1e3 / dataset.size());
    }

    private void ingest(MeasuredServers servers, int ratings) throws Exception {
        IngestionConfig config = config();
        Millions millions = new Millions(ratings, servers);
        RatingsConsumer consumer = new RatingsConsumer(
                servers.kafka(),
                config,
                new RatingEventParser(SCALE, config.futureTolerance()),
                new PostgresRatingStore(
                        servers.dataSource(),
                        SCALE,
                        Eras.DEFAULT,
                        true,
                        new TransactionTimeouts(config.statementTimeout(), config.lockTimeout(), config.idleTimeout())),
                new OffsetTable(servers.dataSource()),
                millions);
        boolean profile = Boolean.parseBoolean(arguments.getOrDefault("profile", "false"));
        Thread thread = new Thread(consumer, "ratecast-ingest");
        long postgresCpu = servers.postgresCpuNanos();
        long jvmCpu = servers.jvmCpuNanos();
        try (StackSampler sampler =
                new StackSampler(profile ? Set.of("ratecast-ingest", "ratecast-ingest-store") : Set.of())) {
            millions.begin();
            thread.start();
            millions.awaitAll();
        }
        System.out.printf(
                "cpu postgres=%.1f us/rating jvm=%.1f us/rating%n",
                (servers.postgresCpuNanos() - postgresCpu) / 1e3 / ratings,
                (servers.jvmCpuNanos() - jvmCpu) / 1e3 / ratings);
        System.out.printf(
                "ingested ratings=%,d rate=%,.0f/s records-per-batch=%,.0f%n",
                ratings, millions.rate(), millions.recordsPerBatch());
        consumer.close();
        thread.join();
    }

    private static void check(MeasuredServers servers, Dataset dataset) throws SQLException {
        boolean clean = new AggregateAudit(servers.dataSource(), Eras.DEFAULT)
                .run(table -> System.out.printf(
                        "audit table=%s rows=%,d differences=%,d%n", table.table(), table.rows(), table.differences()));
        String expected = dataset.size() + " " + sum(dataset);
        String stored = servers.text("select count(*) || ' ' || sum(rating) from rating");
        System.out.printf(
                "check audit=%s expected=\"%s\" stored=\"%s\" %s%n",
                clean ? "clean" : "DIFFERS", expected, stored, clean && expected.equals(stored) ? "CORRECT" : "WRONG");
    }

    /** Copies Postgres into memory, as a replica does when it starts; then number and sum against the dataset's. */
    private static void readBack(MeasuredServers servers, Dataset dataset) {
        long postgresCpu = servers.postgresCpuNanos();
        long jvmCpu = servers.jvmCpuNanos();
        long begun = System.nanoTime();
        RatingsLoad memory = MemoryKnownRatings.load(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE));
        new PostgresStoredRatings(servers.dataSource(), SCALE, Eras.DEFAULT).copy(MeasuredServers.TOPIC, memory);
        FollowedRatings loaded = memory.finish();
        double seconds = (System.nanoTime() - begun) / 1e9;
        long postgres = servers.postgresCpuNanos() - postgresCpu;
        long jvm = servers.jvmCpuNanos() - jvmCpu;
        Tally all = loaded.allByEra().stream().reduce(Tally.ZERO, Tally::plus);
        boolean same = all.equals(new Tally(dataset.size(), sum(dataset)));
        System.out.printf(
                "memory ratings=%,d after=%.1f s postgres=%.2f us/rating jvm=%.2f us/rating %s%n",
                loaded.size().ratings(),
                seconds,
                postgres / 1e3 / dataset.size(),
                jvm / 1e3 / dataset.size(),
                same ? "CORRECT" : "WRONG");
    }

    /** Of all units. */
    private static long sum(Dataset dataset) {
        long sum = 0;
        for (int row = 0; row < dataset.size(); row++) {
            sum += dataset.units(row);
        }
        return sum;
    }

    /** The same dataset for each run of the same size. */
    private Dataset dataset(int ratings) throws IOException {
        Path data = folder.resolve("synthetic-" + ratings);
        if (!Files.exists(data.resolve(SyntheticDataset.RATINGS_FILE))) {
            new SyntheticDataset(SyntheticSize.ofRatings(ratings, null, null), 1).write(data, written -> {});
        }
        return Dataset.load(
                DatasetSource.of(data),
                null,
                new RatingRules(SCALE, Instant.now().getEpochSecond()),
                (rows, read, total) -> {});
    }

    private IngestionConfig config() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(IngestionConfig.class)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidateUnknown(false);
        under("ratecast.ingestion.", key -> "ratecast.ingestion." + key).forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(IngestionConfig.class);
    }

    private Map<String, String> under(String prefix, Function<String, String> name) {
        return arguments.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(
                        entry -> name.apply(entry.getKey().substring(prefix.length())), Map.Entry::getValue));
    }

    private static double perSecond(long ratings, long begunNanos) {
        return ratings / ((System.nanoTime() - begunNanos) / 1e9);
    }

    /** Prints the rate and the processor time of each million as it is committed. */
    private static final class Millions implements IngestionObserver {
        private static final long MILLION = 1_000_000;

        private final long total;
        private final MeasuredServers servers;
        private final AtomicLong applied = new AtomicLong();
        private final CountDownLatch all = new CountDownLatch(1);
        private long batches;
        private long begun;
        private long printed;
        private long printedAt;
        private long postgresCpu;
        private long jvmCpu;
        private volatile double rate;

        Millions(long total, MeasuredServers servers) {
            this.total = total;
            this.servers = servers;
        }

        void begin() {
            begun = System.nanoTime();
            start(0);
        }

        private void start(long applied) {
            printed = applied;
            postgresCpu = servers.postgresCpuNanos();
            jvmCpu = servers.jvmCpuNanos();
            printedAt = System.nanoTime();
        }

        private void print(long now) {
            System.out.printf(
                    "applied=%,d rate=%,.0f/s postgres=%.1f us/rating jvm=%.1f us/rating%n",
                    now,
                    perSecond(now - printed, printedAt),
                    (servers.postgresCpuNanos() - postgresCpu) / 1e3 / (now - printed),
                    (servers.jvmCpuNanos() - jvmCpu) / 1e3 / (now - printed));
        }

        void awaitAll() throws InterruptedException {
            all.await();
        }

        double rate() {
            return rate;
        }

        double recordsPerBatch() {
            return (double) total / batches;
        }

        @Override
        public void applied(EffectCounts effects, int records, Duration elapsed) {
            batches++;
            long before = applied.getAndAdd(records);
            long now = before + records;
            if (before / MILLION < now / MILLION || now == total) {
                print(now);
                start(now);
            }
            if (now >= total) {
                rate = perSecond(total, begun);
                all.countDown();
            }
        }

        @Override
        public void deadLettered(String reason) {
            System.out.println("dead-letter reason=" + reason);
        }

        @Override
        public void retrying(Throwable cause) {
            System.out.println("retrying cause=\"" + cause + "\"");
        }

        @Override
        public void faulted(Throwable fault) {
            System.out.println("fault cause=\"" + fault + "\"");
        }

        @Override
        public void lag(int partition, long records) {}

        @Override
        public void released(int partition) {}

        @Override
        public void stopped(int partitions) {}
    }
}
