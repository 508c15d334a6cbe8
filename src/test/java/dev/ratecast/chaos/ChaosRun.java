package dev.ratecast.chaos;

import dev.ratecast.chaos.LetterRepeats.Letter;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.testing.Folders;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.SilentObserver;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TopicContents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * The run: events are produced at an even rate while processes are killed and servers restarted; at the end, everything
 * is compared with a run over the same topic that nobody disturbed.
 */
public final class ChaosRun {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final ChaosOptions options;

    private ChaosRun(ChaosOptions options) {
        this.options = options;
    }

    /** Ends with exit code 1 where the guarantee did not hold. */
    public static void main(String[] args) throws Exception {
        ChaosReport report = run(ChaosOptions.of(args));
        System.exit(report.isExact() ? 0 : 1);
    }

    /** Runs, prints the report, and writes it to {@code report.txt} in the folder. */
    public static ChaosReport run(ChaosOptions options) throws Exception {
        ChaosReport report = new ChaosRun(options).run();
        System.out.print(report.text());
        Files.writeString(options.folder().resolve("report.txt"), report.text());
        return report;
    }

    private ChaosReport run() throws Exception {
        Folders.delete(options.folder());
        Files.createDirectories(options.folder());
        ChaosEvents events = new ChaosEvents(ChaosServers.TOPIC, options.events(), options.seed());
        try (ChaosServers servers = new ChaosServers(options.folder())) {
            Disturbances disturbances = new Disturbances(options, servers);
            try {
                disturbances.begin();
                long begun = System.nanoTime();
                disturb(servers, events, disturbances);
                awaitApplied(servers, servers.disturbed());
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf("applied events=%,d seconds=%.0f%n", options.events(), seconds);
                disturbances.processes().forEach(RatecastProcess::awaitReading);
                int audit = audit(servers, disturbances.processes());
                ChaosReport.OrderedEnd ordered = endInOrder(servers, disturbances.processes());
                return report(servers, events, disturbances, audit, ordered, seconds);
            } finally {
                disturbances.end();
            }
        }
    }

    /** Produces beside the disturbances, so that there is always something on its way. */
    private void disturb(ChaosServers servers, ChaosEvents events, Disturbances disturbances) throws Exception {
        double seconds = Math.max(5, 0.9 * options.disturbances() * options.pauseSeconds());
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread producing = new Thread(
                () -> {
                    try {
                        produce(servers.kafka(), events.records(), options.events() / seconds);
                    } catch (Exception e) {
                        failure.set(e);
                    }
                },
                "chaos-producer");
        producing.start();
        disturbances.run();
        producing.join();
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static void produce(
            Map<String, Object> kafka, List<ProducerRecord<byte[], byte[]>> records, double perSecond)
            throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putAll(
                Map.of("enable.idempotence", true, "acks", "all", "linger.ms", 20, "delivery.timeout.ms", 600_000));
        settings.put("max.block.ms", 600_000L);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long begun = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records.size(); i++) {
                producer.send(records.get(i), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
                long aheadMillis = (long) (1_000 * i / perSecond) - (System.nanoTime() - begun) / 1_000_000;
                if (aheadMillis > 20) {
                    Thread.sleep(aheadMillis);
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a record was not taken", failure.get());
        }
    }

    private void awaitApplied(ChaosServers servers, DataSource dataSource) {
        Map<Integer, Long> ends = TopicContents.ends(servers.kafka(), ChaosServers.TOPIC);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> servers.consumed(
                        dataSource)
                .equals(ends));
    }

    private static ChaosReport.OrderedEnd endInOrder(ChaosServers servers, List<RatecastProcess> processes)
            throws Exception {
        boolean inTime = true;
        double longest = 0;
        for (RatecastProcess process : processes) {
            Duration took = process.stop(LONGEST_END);
            inTime &= took != null;
            longest = Math.max(longest, took == null ? LONGEST_END.toSeconds() : took.toMillis() / 1e3);
        }
        try (Admin admin = Admin.create(servers.kafka())) {
            int members = admin.describeConsumerGroups(List.of("ratecast-ingest"))
                    .all()
                    .get()
                    .get("ratecast-ingest")
                    .members()
                    .size();
            return new ChaosReport.OrderedEnd(inTime, longest, members);
        }
    }

    /** The command, with the memory of every process. */
    private static int audit(ChaosServers servers, List<RatecastProcess> processes) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("audit", "--token", Disturbances.ADMIN_TOKEN, "--wait", "120"));
        processes.forEach(process -> command.addAll(List.of("--replica", process.url())));
        return RatecastProcess.run(
                servers.configuration(),
                "chaos-audit-" + Instant.now().getEpochSecond(),
                command.toArray(String[]::new));
    }

    private ChaosReport report(
            ChaosServers servers,
            ChaosEvents events,
            Disturbances disturbances,
            int audit,
            ChaosReport.OrderedEnd ordered,
            double seconds)
            throws Exception {
        runUndisturbed(servers);
        Map<String, List<String>> disturbed = Tables.effects(servers.disturbed());
        Map<String, List<String>> undisturbed = Tables.effects(servers.undisturbed());
        List<String> differing = disturbed.keySet().stream()
                .filter(table -> !disturbed.get(table).equals(undisturbed.get(table)))
                .toList();
        differing.forEach(table -> printDifference(table, disturbed.get(table), undisturbed.get(table)));
        Map<String, Integer> rows = new LinkedHashMap<>();
        disturbed.forEach((table, texts) -> rows.put(table, texts.size()));

        Set<String> garbage = TopicContents.of(servers.kafka(), ChaosServers.TOPIC).stream()
                .filter(record -> record.headers().lastHeader(ChaosEvents.GARBAGE_HEADER) != null)
                .map(record -> record.partition() + ":" + record.offset())
                .collect(Collectors.toSet());
        List<Letter> letters = TopicContents.of(servers.kafka(), ChaosServers.DEAD_LETTERS).stream()
                .map(ChaosRun::letter)
                .toList();
        Set<String> written = letters.stream()
                .map(letter -> letter.partition() + ":" + letter.offset())
                .collect(Collectors.toSet());
        Set<String> missing = new HashSet<>(garbage);
        missing.removeAll(written);
        Set<String> wrong = new HashSet<>(written);
        wrong.removeAll(garbage);
        LetterRepeats repeats = LetterRepeats.of(letters, disturbances.done());
        return new ChaosReport(
                options,
                events.counts(),
                disturbances.done().stream()
                        .collect(Collectors.groupingBy(Disturbances.Done::kind, TreeMap::new, Collectors.counting())),
                differing,
                rows,
                written.size(),
                missing.size(),
                wrong.size(),
                repeats,
                audit,
                ordered,
                seconds);
    }

    private static void printDifference(String table, List<String> disturbed, List<String> undisturbed) {
        List<String> more = new ArrayList<>(disturbed);
        more.removeAll(new HashSet<>(undisturbed));
        List<String> less = new ArrayList<>(undisturbed);
        less.removeAll(new HashSet<>(disturbed));
        System.out.printf(
                "table=%s only-disturbed=%s only-undisturbed=%s%n",
                table, more.subList(0, Math.min(5, more.size())), less.subList(0, Math.min(5, less.size())));
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                Integer.parseInt(header(record, "dead-letter-partition")),
                Long.parseLong(header(record, "dead-letter-offset")),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void runUndisturbed(ChaosServers servers) throws InterruptedException {
        IngestionConfig config = IngestionUnderTest.config(Map.of(
                "topic", ChaosServers.TOPIC,
                "dead-letter-topic", ChaosServers.UNDISTURBED_DEAD_LETTERS,
                "group", "undisturbed"));
        RatingsConsumer consumer = new RatingsConsumer(
                servers.kafka(),
                config,
                new RatingEventParser(IngestionUnderTest.SCALE, config.futureTolerance()),
                new PostgresRatingStore(
                        servers.undisturbed(),
                        IngestionUnderTest.SCALE,
                        IngestionUnderTest.ERAS,
                        true,
                        new TransactionTimeouts(config.statementTimeout(), config.lockTimeout(), config.idleTimeout())),
                new OffsetTable(servers.undisturbed()),
                new SilentObserver());
        Thread thread = new Thread(consumer, "undisturbed");
        thread.start();
        awaitApplied(servers, servers.undisturbed());
        consumer.close();
        thread.join();
    }
}
