package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.json.PredictionProblems;
import dev.ratecast.prediction.json.PredictionRequestReader;
import dev.ratecast.prediction.json.PredictionRequestReader.Invalid;
import dev.ratecast.prediction.json.PredictionRequestReader.Requests;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.prediction.metrics.PredictionMetrics.Channel;
import dev.ratecast.prediction.metrics.PredictionMetrics.Outcome;
import dev.ratecast.prediction.metrics.PredictionMetrics.ReplyOutcome;
import dev.ratecast.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Turns a poll of request records into reply records, exactly one for each. Requests are scored together, in
 * micro-batches of at most {@code maxBatch} requests (one record's array is never divided).
 */
final class RequestAnswerer {
    private static final Logger LOG = Logger.getLogger(RequestAnswerer.class);

    private final Predictor predictor;
    private final PredictionRequestReader reader;
    private final ReplyRouter router;
    private final PredictionMetrics metrics;
    private final Duration maxAge;
    private final int maxBatch;

    RequestAnswerer(Predictor predictor, ReplyRouter router, PredictionMetrics metrics, Duration maxAge, int maxBatch) {
        this.predictor = predictor;
        this.reader = new PredictionRequestReader(maxBatch);
        this.router = router;
        this.metrics = metrics;
        this.maxAge = maxAge;
        this.maxBatch = maxBatch;
    }

    /** A record whose requests wait to be scored. */
    private record Asked(ConsumerRecord<byte[], byte[]> record, ReplyRoute route, Requests body) {}

    /** The replies, in no particular order. A fault, a lack of memory included, is one record's reply. */
    List<ProducerRecord<byte[], byte[]>> answer(Iterable<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        List<ProducerRecord<byte[], byte[]>> replies = new ArrayList<>();
        List<Asked> batch = new ArrayList<>();
        int requests = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ReplyRoute route = router.route(record.headers());
            if (route.refusal() != null) {
                metrics.reply(ReplyOutcome.REFUSED);
                LOG.warnf(
                        "event=reply-address-refused topic=%s partition=%d offset=%d reason=\"%s\"",
                        record.topic(), record.partition(), record.offset(), route.refusal());
                replies.add(refuse(
                        record,
                        route,
                        Outcome.INVALID,
                        Problem.ofStatus(400, "Reply address refused", route.refusal())));
            } else if (isExpired(record, now)) {
                replies.add(refuse(
                        record,
                        route,
                        Outcome.EXPIRED,
                        Problem.expired("The request is older than " + maxAge.toSeconds() + " seconds.")));
            } else {
                PredictionRequestReader.Body read;
                try {
                    read = reader.read(record.value());
                } catch (RuntimeException | Error e) {
                    replies.add(failed(record, route, e));
                    continue;
                }
                if (read instanceof Invalid invalid) {
                    replies.add(refuse(record, route, Outcome.INVALID, Problem.invalid(invalid.violations())));
                    continue;
                }
                Requests body = (Requests) read;
                if (requests + body.requests().size() > maxBatch) {
                    score(batch, now, replies);
                    batch.clear();
                    requests = 0;
                }
                batch.add(new Asked(record, route, body));
                requests += body.requests().size();
            }
        }
        score(batch, now, replies);
        return replies;
    }

    private boolean isExpired(ConsumerRecord<byte[], byte[]> record, Instant now) {
        return record.timestamp() >= 0 && now.toEpochMilli() - record.timestamp() > maxAge.toMillis();
    }

    private void score(List<Asked> batch, Instant now, List<ProducerRecord<byte[], byte[]>> replies) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            replies.addAll(scored(batch, now));
        } catch (RuntimeException | Error e) {
            fault(batch, now, replies, e);
        }
    }

    private List<ProducerRecord<byte[], byte[]>> scored(List<Asked> batch, Instant now) {
        long start = System.nanoTime();
        List<PredictionRequest> requests = batch.stream()
                .flatMap(asked -> asked.body().requests().stream())
                .toList();
        PredictionOutcome outcome = predictor.predict(requests, LocalDate.ofInstant(now, ZoneOffset.UTC));
        List<ProducerRecord<byte[], byte[]>> replies = new ArrayList<>();
        if (outcome instanceof PredictionOutcome.Predicted predicted) {
            int next = 0;
            for (Asked asked : batch) {
                int end = next + asked.body().requests().size();
                replies.add(reply(asked, predicted.predictions().subList(next, end)));
                next = end;
            }
            metrics.scored(Channel.KAFKA, requests.size());
            measure(batch.size(), Outcome.OK, start);
        } else {
            Problem problem = PredictionProblems.of(outcome);
            batch.forEach(asked -> replies.add(ReplyRecords.problem(asked.record(), asked.route(), problem)));
            measure(batch.size(), Outcome.UNAVAILABLE, start);
        }
        return replies;
    }

    /** One request's fault must not be every other's: the records of a failed batch are scored one by one. */
    private void fault(List<Asked> batch, Instant now, List<ProducerRecord<byte[], byte[]>> replies, Throwable e) {
        if (batch.size() > 1) {
            batch.forEach(asked -> score(List.of(asked), now, replies));
            return;
        }
        replies.add(failed(batch.get(0).record(), batch.get(0).route(), e));
    }

    private ProducerRecord<byte[], byte[]> failed(
            ConsumerRecord<byte[], byte[]> record, ReplyRoute route, Throwable e) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(
                e,
                "event=internal-error id=%s topic=%s partition=%d offset=%d",
                id,
                record.topic(),
                record.partition(),
                record.offset());
        return refuse(record, route, Outcome.FAILED, Problem.internalError(id));
    }

    private static ProducerRecord<byte[], byte[]> reply(Asked asked, List<Prediction> predictions) {
        return ReplyRecords.predictions(
                asked.record(), asked.route(), predictions, asked.body().array());
    }

    private ProducerRecord<byte[], byte[]> refuse(
            ConsumerRecord<byte[], byte[]> record, ReplyRoute route, Outcome outcome, Problem problem) {
        metrics.call(Channel.KAFKA, outcome, Duration.ZERO);
        return ReplyRecords.problem(record, route, problem);
    }

    private void measure(int records, Outcome outcome, long start) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        for (int i = 0; i < records; i++) {
            metrics.call(Channel.KAFKA, outcome, duration);
        }
    }
}
