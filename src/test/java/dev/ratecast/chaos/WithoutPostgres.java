package dev.ratecast.chaos;

import dev.ratecast.testing.Folders;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.TopicContents;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * Predictions of one replica while Postgres is gone: how many fail, and how long they take, beside those before. Over one
 * connection, one after the other. Arguments: seconds without Postgres (60), ratings (100000).
 */
public final class WithoutPostgres {
    private static final int CALLS_TO_WARM_UP = 500;

    private WithoutPostgres() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        Path folder = Path.of("target/without-postgres");
        Folders.delete(folder);
        Files.createDirectories(folder);
        try (ChaosServers servers = new ChaosServers(folder)) {
            produce(servers.kafka(), new ChaosEvents(ChaosServers.TOPIC, events, 1).records());
            Map<String, String> configuration = new HashMap<>(servers.configuration());
            configuration.put("ratecast.model.location", "classpath:sample/model.zip");
            configuration.put("ratecast.factors.refresh", "false");
            try (RatecastProcess process =
                    RatecastProcess.start(configuration, "without-postgres-" + System.currentTimeMillis())) {
                process.awaitReading();
                awaitMemory(process, servers, events);
                Random random = new Random(1);
                for (int call = 0; call < CALLS_TO_WARM_UP; call++) {
                    predict(process, random, events);
                }
                measure("with Postgres", process, random, events, Duration.ofSeconds(Math.min(20, seconds)));
                Thread away = new Thread(() -> {
                    try {
                        servers.restartPostgres(true, Duration.ofSeconds(seconds + 5L));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                away.start();
                Thread.sleep(2_000);
                measure("without Postgres", process, random, events, Duration.ofSeconds(seconds));
                System.out.printf(
                        "without Postgres: live=%d ready=%d ingest=%d%n",
                        process.management("/q/health/live").statusCode(),
                        process.management("/q/health/ready").statusCode(),
                        process.management("/q/health/group/ingest").statusCode());
                away.join();
            }
        }
        System.exit(0);
    }

    private static void measure(String when, RatecastProcess process, Random random, int events, Duration duration)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        int errors = 0;
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            errors += predict(process, random, events) == 200 ? 0 : 1;
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(millis);
        System.out.printf(
                "%s: seconds=%d calls=%,d errors=%d p50=%.2f ms p99=%.2f ms max=%.1f ms%n",
                when,
                duration.toSeconds(),
                millis.size(),
                errors,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.get(millis.size() - 1));
    }

    private static int predict(RatecastProcess process, Random random, int events) throws Exception {
        HttpResponse<String> reply = process.call(
                "POST",
                "/",
                "{\"customer_id\":%d,\"movie_id\":%d}"
                        .formatted(random.nextInt(events / 60), random.nextInt(events / 400)));
        return reply.statusCode();
    }

    private static void awaitMemory(RatecastProcess process, ChaosServers servers, int events) {
        long records = TopicContents.ends(servers.kafka(), ChaosServers.TOPIC).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (records != events) {
            throw new IllegalStateException("the topic has " + records + " records");
        }
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> {
            String metrics = process.management("/q/metrics").body();
            return metrics.contains("ratecast_known_source{source=\"memory\"} 1.0")
                    && metrics.contains("ratecast_known_memory_lag 0.0")
                    && process.management("/q/health/ready").statusCode() == 200;
        });
    }

    private static void produce(Map<String, Object> kafka, List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }
}
