package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.Mutations;
import dev.ratecast.testing.Mutations.Field;
import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.WellFormedEvents;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Mutated requests and events: no status 500, no stack trace, no partition that stands still, and a heap that does not
 * grow. A short round by default; {@code -Dmutations=100000} is the whole one, {@code -Dmutations.seed=N} another.
 */
@QuarkusTest
@WithTestResource(
        value = RatecastServers.class,
        initArgs = {
            @ResourceArg(name = "ratecast.ingestion.topic", value = MutatedInputDoesNoHarmIT.RATINGS),
            @ResourceArg(name = "ratecast.ingestion.dead-letter-topic", value = MutatedInputDoesNoHarmIT.DEAD_LETTERS),
            @ResourceArg(name = "ratecast.ingestion.recheck", value = "2s")
        })
class MutatedInputDoesNoHarmIT {
    static final String RATINGS = "ratings-mutated";
    static final String DEAD_LETTERS = "dead-letters-mutated";
    private static final String REQUESTS = "prediction-requests";
    private static final String REPLIES = "prediction-replies";
    private static final int ROUNDS = Integer.getInteger("mutations", 3_000);
    private static final long SEED = Long.getLong("mutations.seed", 20_260_704L);
    private static final long HEAP_MAY_GROW_BYTES = 48L << 20;
    private static final int AT_ONCE = 16;

    private static final List<Field> RATING = List.of(
            new Field("customer_id", "7"),
            new Field("movie_id", "3"),
            new Field("rating", "4"),
            new Field("rating_date", "\"2005-02-03\""),
            new Field("release_year", "2002"),
            new Field("title", "\"Scotland\""));
    private static final List<Field> REQUEST = List.of(
            new Field("customer_id", "7"),
            new Field("movie_id", "3"),
            new Field("rating_date", "\"2005-02-03\""),
            new Field("release_year", "2002"),
            new Field("title", "\"Scotland\""));
    private static final List<String> PATHS = List.of(
            "/",
            "/predictions",
            "/predictions?explain=true",
            "/predictions?explain=%00",
            "/customers/7",
            "/customers/%F0%9F%98%80",
            "/customers/7/recommendations?limit=99999999999",
            "/movies/-1",
            "/models",
            "/customers/7/recommendations?rating_date=2005-02-30&limit=5&cautious=maybe",
            "/models/%2e%2e/activate",
            "/eras",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/customers/1;drop",
            "//",
            "/q/openapi?format=%22",
            "/customers/7/recommendations?limit=5&min_ratings=1");
    private static final Pattern TRACE =
            Pattern.compile("\\tat |Exception|(java|jakarta|io\\.quarkus|org\\.postgresql)\\.[a-z]+\\.[A-Za-z]");

    @TestHTTPResource("/")
    URI rest;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    AgroalDataSource dataSource;

    private final Mutations mutations = new Mutations(SEED);
    private final WellFormedEvents wellFormed = new WellFormedEvents(SEED);

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    @Test
    void mutated_calls_are_answered_without_a_fault_and_leave_nothing_on_the_heap() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        call(ROUNDS / 3, statuses);
        long before = usedHeap();
        call(ROUNDS - ROUNDS / 3, statuses);
        long after = usedHeap();

        System.out.printf(
                "mutations=calls seed=%d rounds=%d statuses=%s heap-mb-after-a-third=%d heap-mb-at-the-end=%d%n",
                SEED, ROUNDS, statuses, before >> 20, after >> 20);
        assertThat(statuses).containsKeys(200, 400).doesNotContainKey(500);
        assertThat(after - before).isLessThan(HEAP_MAY_GROW_BYTES);
    }

    @Test
    void methods_that_a_caller_makes_up_leave_one_series_each_path_and_status() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (Socket socket = new Socket("localhost", rest.getPort())) {
            for (int i = 0; i < 300; i++) {
                String call = "M" + i + " /predictions HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
                socket.getOutputStream().write(call.getBytes(UTF_8));
            }
            socket.getOutputStream()
                    .write("GET /q/none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            socket.setSoTimeout(60_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8).split("HTTP/1.1 405", -1))
                    .hasSize(301);
        }
        String scraped = client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();

        assertThat(scraped.lines()
                        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                        .filter(line -> line.contains("method=\"OTHER\"")))
                .hasSizeBetween(1, 10)
                .anyMatch(line -> line.contains("uri=\"/predictions\"") && line.contains("status=\"405\""));
        assertThat(scraped).doesNotContain("method=\"M");
    }

    @Test
    void calls_that_are_no_http_are_refused_or_cut_off() throws Exception {
        for (int i = 0; i < ROUNDS / 20; i++) {
            String answer = raw(mutatedCall(), 300);
            assertThat(answer)
                    .doesNotStartWith("HTTP/1.1 500")
                    .doesNotContain("Error id")
                    .doesNotContainPattern(TRACE);
        }
        assertThat(raw("GET /eras HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8), 60_000))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void mutated_events_end_as_ratings_or_dead_letters_and_no_partition_stands_still() throws Exception {
        ingest(ROUNDS / 3);
        long before = usedHeap();
        ingest(ROUNDS - ROUNDS / 3);
        long after = usedHeap();

        long deadLetters =
                ends(DEAD_LETTERS).values().stream().mapToLong(Long::longValue).sum();
        List<String> ratings = Tables.rows(dataSource, "select count(*) from rating");
        System.out.printf(
                "mutations=events seed=%d rounds=%d dead-letters=%d ratings=%s heap-mb-after-a-third=%d heap-mb-at-the-end=%d%n",
                SEED, ROUNDS, deadLetters, ratings, before >> 20, after >> 20);
        assertThat(deadLetters).isBetween(ROUNDS / 4L, (long) ROUNDS - 1);
        assertThat(Tables.rows(dataSource, WellFormedEvents.stored()))
                .hasSizeGreaterThan(ROUNDS / 100)
                .isEqualTo(wellFormed.ratings());
        assertThat(Tables.aggregates(dataSource)).isEqualTo(Tables.recount(dataSource));
        assertThat(after - before).isLessThan(HEAP_MAY_GROW_BYTES);
    }

    @Test
    void mutated_request_messages_are_all_consumed_and_the_next_good_one_is_answered() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < ROUNDS / 3; i++) {
            ProducerRecord<byte[], byte[]> record = mutatedRecord(REQUESTS, REQUEST);
            record.headers().add("REPLY_TOPIC", mutations.oneIn(3) ? mutations.noise(40) : REPLIES.getBytes(UTF_8));
            if (mutations.oneIn(2)) {
                record.headers().add("REPLY_PARTITION", mutations.noise(6));
            }
            records.add(record);
        }
        long replies = sum(ends(REPLIES));
        send(records);
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> committed().equals(ends(REQUESTS)));

        assertThat(sum(ends(REPLIES))).isGreaterThan(replies + records.size() / 3);
    }

    private void ingest(int rounds) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            records.add(mutations.oneIn(3) ? wellFormedRecord() : mutatedRecord(RATINGS, RATING));
        }
        send(records);
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> applied().equals(ends(RATINGS)));
    }

    private void call(int rounds, Map<Integer, Integer> statuses) throws Exception {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore free = new Semaphore(4 * AT_ONCE);
        List<Future<Integer>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < rounds; i++) {
                HttpRequest request = mutatedRequest();
                free.acquire();
                calls.add(threads.submit(() -> {
                    try {
                        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                        if (answer.statusCode() == 500
                                || TRACE.matcher(answer.body()).find()) {
                            faults.add(request + " " + answer.statusCode() + " " + answer.body());
                        }
                        return answer.statusCode();
                    } finally {
                        free.release();
                    }
                }));
            }
            for (Future<Integer> call : calls) {
                statuses.merge(call.get(), 1, Integer::sum);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(faults).isEmpty();
    }

    private HttpRequest mutatedRequest() {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofMinutes(1));
        boolean strange = mutations.oneIn(6);
        request.uri(URI.create(
                rest.toString().replaceFirst("/$", "") + (strange ? mutations.pick(PATHS) : "/predictions")));
        request.header(
                "content-type",
                mutations.oneIn(20)
                        ? mutations.pick(List.of("text/plain", "application/json; charset=utf-16", "a/b/c", "*/*"))
                        : "application/json");
        if (mutations.oneIn(20)) {
            request.header(
                    "accept", mutations.pick(List.of("text/html", "*/*;q=nonsense", "application/json;q=0", "x")));
        }
        String method = strange
                ? mutations.pick(List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "STRANGE"))
                : "POST";
        return request.method(
                        method,
                        method.equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(mutations.of(REQUEST)))
                .build();
    }

    private byte[] mutatedCall() {
        byte[] call = ("POST /predictions HTTP/1.1\r\n" + (mutations.oneIn(8) ? "" : "Host: a\r\n")
                        + "Content-Type: application/json\r\n"
                        + mutations.pick(List.of(
                                "Content-Length: 2\r\n",
                                "Content-Length: -1\r\n",
                                "Content-Length: 99999999999999999999\r\n",
                                "Content-Length: 2\r\nContent-Length: 3\r\n",
                                "Transfer-Encoding: chunked\r\n",
                                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                                "Expect: nonsense\r\n",
                                "X: " + "x".repeat(30_000) + "\r\n",
                                "Authorization: Bearer \u0001\r\n"))
                        + "Connection: close\r\n\r\n{}")
                .getBytes(ISO_8859_1);
        for (int times = mutations.below(4); times > 0; times--) {
            call[mutations.below(call.length)] = (byte) mutations.below(256);
        }
        return call;
    }

    /** Sends bytes and gives what comes back until the connection ends, or nothing more comes in time. */
    private String raw(byte[] call, int patienceMillis) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("localhost", rest.getPort())) {
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream().write(call);
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(answer);
        } catch (SocketException | SocketTimeoutException e) {
            // What has come is the answer.
        }
        return answer.toString(UTF_8);
    }

    private ProducerRecord<byte[], byte[]> mutatedRecord(String topic, List<Field> document) {
        byte[] key = mutations.oneIn(4) ? (mutations.oneIn(2) ? null : mutations.noise(30)) : "7".getBytes(UTF_8);
        byte[] value = mutations.oneIn(50) ? null : mutations.oneIn(50) ? mutations.noise(500) : mutations.of(document);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, mutations.below(6), key, value);
        if (mutations.oneIn(10)) {
            record.headers()
                    .add(
                            mutations.pick(List.of("ratecast-event-version", "ratecast-replay-of", "\u0000", "trace")),
                            mutations.oneIn(3) ? null : mutations.noise(60));
        }
        return record;
    }

    /** A customer's events stay in one partition. */
    private ProducerRecord<byte[], byte[]> wellFormedRecord() {
        WellFormedEvents.Event event = wellFormed.next();
        byte[] key = Long.toString(event.customer()).getBytes(UTF_8);
        return new ProducerRecord<>(
                RATINGS, (int) (event.customer() % 6), key, event.json().getBytes(UTF_8));
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(Servers.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record);
            }
        }
    }

    private Map<Integer, Long> applied() throws Exception {
        Map<Integer, Long> applied = new TreeMap<>();
        for (String row : Tables.rows(
                dataSource, "select partition, next_offset from consumed_offset where topic = '" + RATINGS + "'")) {
            String[] cells = row.split("\\|");
            applied.put(Integer.valueOf(cells[0]), Long.valueOf(cells[1]));
        }
        return applied;
    }

    private static Map<Integer, Long> committed() throws Exception {
        Map<Integer, Long> committed = new TreeMap<>();
        try (Admin admin = Admin.create(Servers.kafka())) {
            admin.listConsumerGroupOffsets("ratecast-predictions")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        // Other tests on these servers read other topics in the same group.
                        if (partition.topic().equals(REQUESTS)) {
                            committed.put(partition.partition(), offset.offset());
                        }
                    });
        }
        return committed;
    }

    private static Map<Integer, Long> ends(String topic) throws Exception {
        Map<Integer, Long> ends = new TreeMap<>();
        try (Admin admin = Admin.create(Servers.kafka())) {
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            for (int partition = 0; partition < partitions; partition++) {
                TopicPartition asked = new TopicPartition(topic, partition);
                ends.put(
                        partition,
                        admin.listOffsets(Map.of(asked, OffsetSpec.latest()))
                                .partitionResult(asked)
                                .get()
                                .offset());
            }
        }
        return ends;
    }

    private static long sum(Map<Integer, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The smallest of some looks: consumers hold what they have fetched until they fetch again. */
    private static long usedHeap() throws InterruptedException {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            smallest = Math.min(smallest, runtime.totalMemory() - runtime.freeMemory());
            Thread.sleep(200);
        }
        return smallest;
    }
}
