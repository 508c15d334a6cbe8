package dev.ratecast.prediction.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.json.PredictionReply;
import dev.ratecast.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Reply records: the request's key, the REST body, the correlation ids and the content type. */
final class ReplyRecords {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CONTENT_TYPE = "content-type";

    private ReplyRecords() {}

    /** The predictions of one request record, in its order. */
    static ProducerRecord<byte[], byte[]> predictions(
            ConsumerRecord<byte[], byte[]> request, ReplyRoute route, List<Prediction> predictions, boolean array) {
        List<PredictionReply> replies =
                predictions.stream().map(PredictionReply::of).toList();
        return record(request, route, "application/json", array ? replies : replies.get(0));
    }

    static ProducerRecord<byte[], byte[]> problem(
            ConsumerRecord<byte[], byte[]> request, ReplyRoute route, Problem problem) {
        return record(request, route, Problem.MEDIA_TYPE, problem);
    }

    /** The problem that stands in for a reply that its topic, or the producer, does not take. */
    static ProducerRecord<byte[], byte[]> tooLarge(ProducerRecord<byte[], byte[]> reply) {
        Problem problem = Problem.ofStatus(
                413,
                "Reply too large",
                "The reply has %d bytes, more than its topic takes; ask for less at once."
                        .formatted(reply.value().length));
        Headers headers = new RecordHeaders(reply.headers()).remove(CONTENT_TYPE);
        headers.add(contentType(Problem.MEDIA_TYPE));
        return new ProducerRecord<>(reply.topic(), reply.partition(), reply.key(), json(problem), headers);
    }

    private static ProducerRecord<byte[], byte[]> record(
            ConsumerRecord<byte[], byte[]> request, ReplyRoute route, String contentType, Object body) {
        List<Header> headers = new ArrayList<>(route.correlation());
        headers.add(contentType(contentType));
        return new ProducerRecord<>(route.topic(), route.partition(), request.key(), json(body), headers);
    }

    private static Header contentType(String type) {
        return new RecordHeader(CONTENT_TYPE, type.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] json(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("replies are plain records of numbers and texts", e);
        }
    }
}
