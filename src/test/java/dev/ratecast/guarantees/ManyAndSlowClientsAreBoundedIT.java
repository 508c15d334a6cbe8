package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.SlowClients;
import dev.ratecast.testing.SlowClients.Habit;
import dev.ratecast.testing.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Thousands of connections, most of them slow, beside huge batches, deep JSON and bodies that are too large: whoever has
 * a connection is answered or refused within the configured times, ratings come in, memory stays bounded, and afterwards
 * everything is as before. {@code -Doverload.seconds=60} for longer, {@code -Doverload.connections=N} for more.
 */
class ManyAndSlowClientsAreBoundedIT {
    private static final String TOPIC = "ratings-many-clients-" + UUID.randomUUID();
    private static final int RATINGS = 20_000;
    private static final int MAX_CONNECTIONS = 2_000;
    private static final Duration STORM = Duration.ofSeconds(Integer.getInteger("overload.seconds", 10));
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    /** A call's body, its wait and, on a machine with other work, its prediction. */
    private static final Duration PATIENCE = BODY_TIMEOUT.plus(MAX_WAIT).multipliedBy(5);

    private static final long MAX_RESIDENT_BYTES = 1536L << 20;

    private static final String REQUEST = "{\"customer_id\":1,\"movie_id\":1}";
    private static final String BATCH =
            IntStream.range(0, 1_000).mapToObj(i -> REQUEST).collect(Collectors.joining(",", "[", "]"));
    private static final List<String> HUGE = List.of(
            BATCH, "[".repeat(1_000_000), "[" + "{},".repeat(400_000) + "{}]", " ".repeat((4 << 20) + 1), BATCH);

    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void accepted_calls_are_answered_in_time_and_ratings_come_in_while_thousands_of_clients_misbehave()
            throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        Map<String, String> configuration = new HashMap<>(new RatecastServers().start());
        database.setUrl(configuration.get("quarkus.datasource.jdbc.url"));
        database.setUser("ratecast");
        database.setPassword("ratecast");
        configuration.put("ratecast.ingestion.topic", TOPIC);
        configuration.put("ratecast.ingestion.group", TOPIC);
        configuration.put("ratecast.admission.body-timeout", BODY_TIMEOUT.toString());
        configuration.put("ratecast.admission.max-wait", MAX_WAIT.toString());
        configuration.put("quarkus.http.limits.max-connections", Integer.toString(MAX_CONNECTIONS));
        try (RatecastProcess process = RatecastProcess.start(configuration, "many-clients-" + UUID.randomUUID())) {
            process.awaitReading();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> process.management("/q/health/ready").statusCode() == 200);
            // Their connections are there before the others take all.
            List<HttpClient> callers = IntStream.range(0, 4)
                    .mapToObj(i -> HttpClient.newHttpClient())
                    .toList();
            Queue<Double> before = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 400; i++) {
                before.addAll(call(callers.get(i % 4), process.url(), REQUEST, "before"));
            }

            Queue<Double> under = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            callers.forEach(caller -> threads.add(new Thread(() -> {
                while (!over.get()) {
                    under.addAll(call(caller, process.url(), REQUEST, "call"));
                }
            })));
            for (int i = 0; i < 6; i++) {
                HttpClient huge = HttpClient.newHttpClient();
                int first = i;
                threads.add(new Thread(() -> {
                    for (int n = first; !over.get(); n++) {
                        call(huge, process.url(), HUGE.get(n % HUGE.size()), "huge");
                    }
                }));
            }
            int connections = connections();
            SlowClients slow = new SlowClients(URI.create(process.url()).getPort(), habits(connections));
            try (slow) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> slow.connected() >= Math.min(connections, MAX_CONNECTIONS) * 9 / 10);
                threads.forEach(Thread::start);
                long begun = System.nanoTime();
                sendRatings();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> Tables.number(database, "select count(*) from rating") == RATINGS);
                Duration ingested = Duration.ofNanos(System.nanoTime() - begun);
                Thread.sleep(Math.max(0, STORM.minus(ingested).toMillis()));
                assertThat(process.management("/q/health/live").statusCode()).isEqualTo(200);
                System.out.printf(
                        "overload=connections clients=%d ingest-millis=%d%n", connections, ingested.toMillis());
            } finally {
                over.set(true);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            System.out.printf(
                    "overload=done outcomes=%s slow-answers=%s slow-cuts=%s peak-resident-mb=%d%n"
                            + "overload=accepted before: %s%noverload=accepted under: %s%n",
                    outcomes,
                    slow.answers(),
                    slow.cuts(),
                    process.peakResidentBytes() >> 20,
                    quantiles(before),
                    quantiles(under));

            assertThat(outcomes.keySet())
                    .contains("call 200", "huge 400", "huge 413")
                    .isSubsetOf(
                            "before 200",
                            "call 200",
                            "call 503",
                            "call cut",
                            "huge 200",
                            "huge 400",
                            // A megabyte that took too long to come through, where processors are few.
                            "huge 408",
                            "huge 413",
                            "huge 503",
                            "huge cut");
            assertThat(slow.answers().keySet()).contains(408).isSubsetOf(408, 503);
            assertThat(process.isAlive()).isTrue();
            assertThat(process.log()).doesNotContain("OutOfMemory", " ERROR ");
            assertThat(process.peakResidentBytes()).isLessThan(MAX_RESIDENT_BYTES);
            Awaitility.await()
                    .until(() -> metric(process, "ratecast_admission_calls") == 0
                            && metric(process, "ratecast_admission_body_bytes") == 0);
            call(HttpClient.newHttpClient(), process.url(), REQUEST, "afterwards");
            assertThat(outcomes).containsEntry("afterwards 200", 1);
            assertThat(Tables.aggregates(database)).isEqualTo(Tables.recount(database));
        }
    }

    /** Fewer slow bodies than calls may be under way, or they would keep all others out as long as a body may take. */
    private static Map<Habit, Integer> habits(int connections) {
        Map<Habit, Integer> habits = new EnumMap<>(Habit.class);
        habits.put(Habit.SLOW_BODY, Math.min(80, connections / 10));
        habits.put(Habit.READS_NOTHING, connections / 10);
        habits.put(Habit.SLOW_HEAD, connections / 3);
        habits.put(
                Habit.SILENT,
                connections
                        - habits.values().stream().mapToInt(Integer::intValue).sum());
        return habits;
    }

    /** As many as are asked for, and as files may be open here and there. */
    private static int connections() {
        int wanted = Integer.getInteger("overload.connections", 3_000);
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(wanted, system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 500)
                : wanted;
    }

    /** Makes a call, and gives the milliseconds it took where it was served. */
    private List<Double> call(HttpClient client, String url, String body, String kind) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/predictions"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        long begun = System.nanoTime();
        String outcome;
        try {
            outcome = Integer.toString(
                    client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (HttpTimeoutException e) {
            outcome = "late";
        } catch (IOException e) {
            outcome = "cut";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        outcomes.merge(kind + " " + outcome, 1, Integer::sum);
        return outcome.equals("200") ? List.of((System.nanoTime() - begun) / 1e6) : List.of();
    }

    private static String quantiles(Queue<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return "calls=%d p50=%.1f ms p99=%.1f ms max=%.1f ms"
                .formatted(
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.get(sorted.size() - 1));
    }

    private static double metric(RatecastProcess process, String name) throws Exception {
        return process.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void sendRatings() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(Servers.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RATINGS; i++) {
                String event = "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\"}"
                        .formatted(i / 20, i % 500, 1 + i % 5);
                producer.send(
                        new ProducerRecord<>(TOPIC, Integer.toString(i / 20).getBytes(UTF_8), event.getBytes(UTF_8)));
            }
        }
    }
}
