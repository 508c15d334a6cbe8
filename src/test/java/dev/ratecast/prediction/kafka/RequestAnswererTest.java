package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RequestAnswererTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String GOOD = "{\"customer_id\":1,\"movie_id\":10}";

    private final FixedWorld world = new FixedWorld();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<ConsumerRecord<byte[], byte[]>> poll = new ArrayList<>();

    @Test
    void aPollIsScoredAsOneBatchAndEveryRequestGetsItsReply() {
        ask("a", GOOD, NOW);
        ask("b", "[" + GOOD + "," + GOOD + "]", NOW);
        ask("c", "[]", NOW);
        List<ProducerRecord<byte[], byte[]>> replies = answer(world.predictor(0));
        assertThat(world.batches).containsExactly(3);
        assertThat(body(replies, "a").get("predicted_rating").isNumber()).isTrue();
        assertThat(body(replies, "b")).hasSize(2);
        assertThat(body(replies, "c").isArray()).isTrue();
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.topic()).isEqualTo("prediction-replies");
            assertThat(header(reply, "content-type")).isEqualTo("application/json");
            assertThat(header(reply, "REPLY_CORRELATION_ID"))
                    .isEqualTo(new String(reply.key(), StandardCharsets.UTF_8));
        });
        assertThat(count("ok")).isEqualTo(3);
    }

    @Test
    void aLargePollIsDividedBetweenRecords() {
        for (int i = 0; i < 3; i++) {
            ask("k" + i, "[" + GOOD + "," + GOOD + "]", NOW);
        }
        assertThat(answer(world.predictor(0))).hasSize(3);
        assertThat(world.batches).containsExactly(4, 2);
    }

    @Test
    void invalidAndOldRequestsGetErrorRepliesAndTheNextOneStillCounts() {
        ask("invalid", "{\"customer_id\":1}", NOW);
        ask("old", GOOD, NOW.minusSeconds(61));
        ask("empty", null, NOW);
        ask("good", GOOD, NOW.minusSeconds(59));
        List<ProducerRecord<byte[], byte[]>> replies = answer(world.predictor(0));
        assertThat(body(replies, "invalid").at("/errors/0/field").asText()).isEqualTo("movie_id");
        assertThat(body(replies, "old").get("status").asInt()).isEqualTo(408);
        assertThat(body(replies, "empty").at("/errors/0/code").asText()).isEqualTo("empty");
        assertThat(body(replies, "good").has("predicted_rating")).isTrue();
        assertThat(replies.stream()
                        .filter(reply -> header(reply, "content-type").equals("application/problem+json")))
                .hasSize(3);
        assertThat(count("invalid")).isEqualTo(2);
        assertThat(count("expired")).isEqualTo(1);
    }

    @Test
    void withoutAModelEveryRequestIsToldSo() {
        ask("a", GOOD, NOW);
        List<ProducerRecord<byte[], byte[]>> replies = answer(FixedWorld.predictor(world, Optional.empty()));
        assertThat(body(replies, "a").get("status").asInt()).isEqualTo(503);
    }

    @Test
    void aFaultHitsOnlyTheRequestThatCausesIt() {
        ask("good", GOOD, NOW);
        ask("bad", "{\"customer_id\":1,\"movie_id\":666}", NOW);
        Predictor failing = FixedWorld.predictor(
                FixedWorld.answering((questions, wanted) -> {
                    if (questions.stream().anyMatch(question -> question.movie().value() == 666)) {
                        throw new IllegalStateException("a fault");
                    }
                    return world.facts(questions, wanted);
                }),
                Optional.of(FixedWorld.BASELINE));
        List<ProducerRecord<byte[], byte[]>> replies = answer(failing);
        assertThat(body(replies, "good").has("predicted_rating")).isTrue();
        assertThat(body(replies, "bad").get("status").asInt()).isEqualTo(500);
        assertThat(body(replies, "bad").get("instance").asText()).startsWith("urn:uuid:");
    }

    @Test
    void anErrorOfTheJvmIsAReplyToEachRequestThatMeetsIt() {
        ask("good", GOOD, NOW);
        ask("bad", "{\"customer_id\":1,\"movie_id\":666}", NOW);
        ask("worse", "[" + GOOD + ",{\"customer_id\":1,\"movie_id\":666}]", NOW);
        Predictor failing = FixedWorld.predictor(
                FixedWorld.answering((questions, wanted) -> {
                    if (questions.stream().anyMatch(question -> question.movie().value() == 666)) {
                        throw new OutOfMemoryError("not really");
                    }
                    return world.facts(questions, wanted);
                }),
                Optional.of(FixedWorld.BASELINE));
        List<ProducerRecord<byte[], byte[]>> replies = answer(failing);
        assertThat(replies).hasSize(3);
        assertThat(body(replies, "good").has("predicted_rating")).isTrue();
        assertThat(body(replies, "bad").get("status").asInt()).isEqualTo(500);
        assertThat(body(replies, "worse").get("status").asInt()).isEqualTo(500);
        assertThat(count("ok")).isEqualTo(1);
        assertThat(count("failed")).isEqualTo(2);
    }

    @Test
    void aRefusedReplyAddressIsToldOnTheDefaultTopic() {
        ask("a", GOOD, NOW);
        poll.get(0).headers().add("REPLY_TOPIC", "ratings".getBytes(StandardCharsets.UTF_8));
        List<ProducerRecord<byte[], byte[]>> replies = answer(world.predictor(0));
        assertThat(replies.get(0).topic()).isEqualTo("prediction-replies");
        assertThat(body(replies, "a").get("status").asInt()).isEqualTo(400);
        assertThat(registry.get("ratecast.prediction.replies")
                        .tag("outcome", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private void ask(String key, String body, Instant time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("REPLY_CORRELATION_ID", key.getBytes(StandardCharsets.UTF_8));
        poll.add(new ConsumerRecord<>(
                "prediction-requests",
                0,
                poll.size(),
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(StandardCharsets.UTF_8),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                headers,
                Optional.empty()));
    }

    private List<ProducerRecord<byte[], byte[]>> answer(Predictor predictor) {
        ReplyRouter router =
                new ReplyRouter("prediction-replies", Pattern.compile(".*repl(y|ies).*"), Set.of("ratings"));
        return new RequestAnswerer(predictor, router, new PredictionMetrics(registry), Duration.ofSeconds(60), 4)
                .answer(poll, NOW);
    }

    private long count(String outcome) {
        return registry.get("ratecast.predictions")
                .tags("channel", "kafka", "outcome", outcome)
                .timer()
                .count();
    }

    private static JsonNode body(List<ProducerRecord<byte[], byte[]>> replies, String key) {
        ProducerRecord<byte[], byte[]> found = replies.stream()
                .filter(reply -> new String(reply.key(), StandardCharsets.UTF_8).equals(key))
                .findFirst()
                .orElseThrow();
        try {
            return new JsonMapper().readTree(found.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> reply, String name) {
        return new String(reply.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
