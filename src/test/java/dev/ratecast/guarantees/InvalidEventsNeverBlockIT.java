package dev.ratecast.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.SilentObserver;
import dev.ratecast.testing.Tables;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is no event goes to the dead-letter topic as it came, and the next good event still counts. */
class InvalidEventsNeverBlockIT {
    /** Bytes, fewer than any letter has. */
    private static final int TAKES_NOTHING = 100;

    private static final String GOOD =
            "{\"customer_id\":7,\"movie_id\":1,\"rating\":4,\"rating_date\":\"2005-02-03\",\"title\":\"T\"}";

    @Test
    void garbage_lands_in_the_dead_letter_topic_byte_for_byte_with_its_reason() throws Exception {
        Map<String, String> garbage = new LinkedHashMap<>();
        garbage.put("this is not JSON", "invalid-json");
        garbage.put("[" + GOOD + "]", "not-an-object");
        garbage.put(GOOD + GOOD, "trailing-bytes");
        garbage.put(GOOD.replace("{", "{\"rating\":5,"), "duplicate-field");
        garbage.put(GOOD.replace(":4", ":\"4\""), "wrong-type");
        garbage.put(GOOD.replace(":4", ":0"), "out-of-range");
        garbage.put(GOOD.replace(":4", ":6"), "out-of-range");
        garbage.put(GOOD.replace(":4", ":3.7"), "out-of-range");
        garbage.put(GOOD.replace(":4", ":1e999"), "out-of-range");
        garbage.put(GOOD.replace("\"movie_id\":1,", ""), "missing");
        garbage.put(GOOD.replace("\"movie_id\":1", "\"movie_id\":-1"), "out-of-range");
        garbage.put(GOOD.replace("\"movie_id\":1", "\"movie_id\":9007199254740992"), "out-of-range");
        garbage.put(GOOD.replace("2005-02-03", "2005-02-30"), "invalid-date");
        garbage.put(GOOD.replace("2005-02-03", "2999-01-01"), "out-of-range");
        garbage.put(GOOD.replace("\"T\"", "\"\\u0000\""), "invalid-text");
        garbage.put(GOOD.replace("\"T\"", "\"\\udc00\""), "invalid-text");
        garbage.put(GOOD.replace("\"T\"", "\"" + "x".repeat(900 << 10) + "\""), "too-long");
        garbage.put("", "empty");
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            garbage.keySet().forEach(json -> ingestion.send(7, json));
            ingestion.send(null, GOOD.getBytes(UTF_8));
            ingestion.send("8".getBytes(UTF_8), GOOD.getBytes(UTF_8));
            ingestion.send(7, GOOD);
            ingestion.awaitApplied();

            List<ConsumerRecord<byte[], byte[]>> letters = ingestion.deadLetters();
            assertThat(letters).hasSize(garbage.size() + 2);
            int i = 0;
            for (Map.Entry<String, String> expected : garbage.entrySet()) {
                ConsumerRecord<byte[], byte[]> letter = letters.get(i);
                assertThat(header(letter, "dead-letter-reason")).isEqualTo(expected.getValue());
                assertThat(new String(letter.value(), UTF_8)).isEqualTo(expected.getKey());
                assertThat(letter.key()).isEqualTo("7".getBytes(UTF_8));
                assertThat(header(letter, "dead-letter-topic")).isEqualTo(ingestion.topic());
                assertThat(header(letter, "dead-letter-partition")).isEqualTo("0");
                assertThat(header(letter, "dead-letter-offset")).isEqualTo(Integer.toString(i));
                assertThat(header(letter, "dead-letter-cause")).isNotBlank();
                assertThat(Long.parseLong(header(letter, "dead-letter-timestamp")))
                        .isPositive();
                i++;
            }
            assertThat(letters.get(i).key()).isNull();
            assertThat(header(letters.get(i), "dead-letter-reason")).isEqualTo("missing-key");
            assertThat(header(letters.get(i + 1), "dead-letter-reason")).isEqualTo("key-mismatch");
            assertThat(Tables.rows(ingestion.dataSource(), "select customer_id, movie_id, rating from rating"))
                    .containsExactly("7|1|4|");
        }
    }

    @Test
    void a_rebalance_sends_no_dead_letter_again() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(4)) {
            ingestion.startConsumer();
            int sent = sendGarbage(ingestion, 0, 400);
            ingestion.awaitApplied();

            // The first one gives partitions up and gets none, while more arrives.
            RatingsConsumer second = ingestion.startConsumer();
            while (!second.status().partitions().containsValue("reading")) {
                sent = sendGarbage(ingestion, sent, 4);
            }
            sent = sendGarbage(ingestion, sent, 400);
            ingestion.awaitApplied();

            assertThat(ingestion.deadLetters()).hasSize(sent);
        }
    }

    private static int sendGarbage(IngestionUnderTest ingestion, int sent, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            ingestion.send((sent + i) % 40, "no event");
        }
        Thread.sleep(1);
        return sent + count;
    }

    @Test
    void the_records_own_headers_stay_and_a_value_too_large_for_the_topic_is_named_by_its_hash() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            ProducerRecord<byte[], byte[]> large =
                    new ProducerRecord<>(ingestion.topic(), "7".getBytes(UTF_8), new byte[1_500_000]);
            large.headers().add("trace", "abc".getBytes(UTF_8));
            ingestion.send(large);
            ingestion.awaitApplied();

            ConsumerRecord<byte[], byte[]> letter = ingestion.deadLetters().get(0);
            assertThat(letter.value()).isNull();
            assertThat(header(letter, "trace")).isEqualTo("abc");
            assertThat(header(letter, "dead-letter-value-bytes")).isEqualTo("1500000");
            assertThat(header(letter, "dead-letter-value-sha256")).hasSize(64);
        }
    }

    @Test
    void a_key_or_headers_too_large_for_the_topic_are_named_by_their_hash_and_block_nothing() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.startConsumer();
            ingestion.send(new byte[1_500_000], "x".getBytes(UTF_8));
            ingestion.send(new byte[1_500_000], null);
            ProducerRecord<byte[], byte[]> headed =
                    new ProducerRecord<>(ingestion.topic(), "7".getBytes(UTF_8), "no event".getBytes(UTF_8));
            headed.headers().add("trace", new byte[1_499_995]).add("ratecast-replay-of", "t/0/1".getBytes(UTF_8));
            ingestion.send(headed);
            ingestion.send(7, GOOD);
            ingestion.awaitApplied();

            List<ConsumerRecord<byte[], byte[]>> letters = ingestion.deadLetters();
            assertThat(letters).hasSize(3).allSatisfy(letter -> assertThat(letter.value())
                    .isNull());
            for (ConsumerRecord<byte[], byte[]> letter : letters.subList(0, 2)) {
                assertThat(letter.key()).isNull();
                assertThat(header(letter, "dead-letter-key-bytes")).isEqualTo("1500000");
                assertThat(header(letter, "dead-letter-key-sha256")).hasSize(64);
                assertThat(letter.headers().lastHeader("dead-letter-headers-bytes"))
                        .isNull();
            }
            assertThat(header(letters.get(0), "dead-letter-value-bytes")).isEqualTo("1");
            assertThat(letters.get(1).headers().lastHeader("dead-letter-value-bytes"))
                    .isNull();
            assertThat(header(letters.get(1), "dead-letter-reason")).isEqualTo("empty");
            ConsumerRecord<byte[], byte[]> last = letters.get(2);
            assertThat(last.key()).isEqualTo("7".getBytes(UTF_8));
            assertThat(last.headers().lastHeader("trace")).isNull();
            assertThat(header(last, "ratecast-replay-of")).isEqualTo("t/0/1");
            assertThat(header(last, "dead-letter-value-bytes")).isEqualTo("8");
            assertThat(header(last, "dead-letter-headers-bytes"))
                    .isEqualTo(Integer.toString(1_500_000 + "ratecast-replay-of".length() + "t/0/1".length()));
            assertThat(header(last, "dead-letter-headers-sha256")).hasSize(64);
            assertThat(Tables.rows(ingestion.dataSource(), "select customer_id, movie_id, rating from rating"))
                    .containsExactly("7|1|4|");
        }
    }

    @Test
    void no_offset_passes_a_letter_that_the_broker_has_not_acknowledged() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            ingestion.limitDeadLetters(TAKES_NOTHING);
            ingestion.send(7, GOOD);
            ingestion.send(7, "no event");
            ingestion.send(7, GOOD.replace("\"movie_id\":1", "\"movie_id\":2"));
            List<String> retries = new CopyOnWriteArrayList<>();
            ingestion.startConsumer(new SilentObserver() {
                @Override
                public void retrying(Throwable cause) {
                    retries.add(String.valueOf(cause.getMessage()));
                }
            });
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> retries.size() >= 3 || consumed(ingestion) > 1);

            assertThat(consumed(ingestion)).isLessThanOrEqualTo(1);
            assertThat(retries).allMatch(cause -> cause.contains(ingestion.deadLetterTopic()));
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating where movie_id = 2"))
                    .isZero();
            assertThat(ingestion.deadLetters()).isEmpty();

            ingestion.limitDeadLetters(1 << 20);
            ingestion.awaitApplied();

            assertThat(ingestion.deadLetters())
                    .singleElement()
                    .satisfies(letter ->
                            assertThat(new String(letter.value(), UTF_8)).isEqualTo("no event"))
                    .satisfies(letter ->
                            assertThat(header(letter, "dead-letter-offset")).isEqualTo("1"));
            assertThat(Tables.rows(ingestion.dataSource(), "select customer_id, movie_id, rating from rating"))
                    .containsExactly("7|1|4|", "7|2|4|");
        }
    }

    /** How far the only partition is applied. */
    private static long consumed(IngestionUnderTest ingestion) {
        return ingestion.offsets().all(ingestion.topic()).stream()
                .mapToLong(StoredOffset::nextOffset)
                .sum();
    }

    @Test
    void an_event_that_the_database_refuses_is_found_and_the_rest_of_its_batch_counts() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            try (Connection connection = ingestion.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table rating add constraint no_thirteen check (movie_id <> 13)");
            }
            for (int movie = 0; movie < 40; movie++) {
                ingestion.send(7, GOOD.replace("\"movie_id\":1", "\"movie_id\":" + movie));
            }
            ingestion.startConsumer();
            ingestion.awaitApplied();

            assertThat(ingestion.deadLetters())
                    .extracting(letter -> header(letter, "dead-letter-reason"))
                    .containsExactly("refused-by-database");
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(39);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
