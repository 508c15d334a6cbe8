package dev.ratecast.testing.crash;

import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.SilentObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The process: the service's consumer and store, wired to {@link Steps}. It halts at the step that a line of its input names. */
public final class IngestingProcess {
    static final String REACHED = "reached ";

    private IngestingProcess() {}

    /** Arguments: bootstrap servers, JDBC URL, topic, dead-letter topic, consumer group. */
    public static void main(String[] args) throws IOException {
        Steps steps = new Steps();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[1]);
        dataSource.setUser("ratecast");
        dataSource.setPassword("ratecast");
        IngestionConfig config = IngestionUnderTest.config(
                Map.of("topic", args[2], "dead-letter-topic", args[3], "group", args[4], "retry-pause", "100ms"));
        RatingsConsumer consumer = new RatingsConsumer(
                Map.of(
                        "bootstrap.servers",
                        args[0],
                        "interceptor.classes",
                        KafkaSteps.class.getName(),
                        KafkaSteps.CONFIG_KEY,
                        steps),
                config,
                new RatingEventParser(IngestionUnderTest.SCALE, config.futureTolerance()),
                new PostgresRatingStore(
                        new DatabaseSteps(steps).of(dataSource),
                        IngestionUnderTest.SCALE,
                        IngestionUnderTest.ERAS,
                        true,
                        new TransactionTimeouts(config.statementTimeout(), config.lockTimeout(), config.idleTimeout())),
                new OffsetTable(dataSource),
                new SilentObserver());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("up");
        // Told to begin, so that a process can be started while another one is still at work.
        input.readLine();
        new Thread(consumer, "ratecast-ingest").start();
        Thread ended = new Thread(() -> {
            try {
                for (String step = input.readLine(); step != null; step = input.readLine()) {
                    steps.haltAt(step);
                    System.out.println("armed " + step);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                // Whoever started this process is gone or wants no more of it.
                Runtime.getRuntime().halt(0);
            }
        });
        ended.start();
    }
}
