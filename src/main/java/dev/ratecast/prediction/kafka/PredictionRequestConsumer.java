package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.PredictionThreads;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The consumer of request messages. A poll is divided between the threads of predictions, and the replies of each part
 * leave once that part is scored; it is acknowledged once it is known of each of its replies what became of it, while
 * later polls are scored already.
 */
@ApplicationScoped
public class PredictionRequestConsumer {
    private static final Logger LOG = Logger.getLogger(PredictionRequestConsumer.class);

    /** Smaller parts are not worth a thread's attention. */
    private static final int SMALLEST_PART = 8;

    /** Larger ones would let the first of their replies wait for the last. */
    private static final int LARGEST_PART = 64;

    private final PredictionThreads threads;
    private final RequestAnswerer answerer;
    private final ReplySender sender;

    public PredictionRequestConsumer(
            Predictor predictor,
            PredictionThreads threads,
            ReplySender sender,
            PredictionConfig config,
            PredictionMetrics metrics,
            @ConfigProperty(name = "ratecast.ingestion.topic", defaultValue = "ratings") String ratings,
            @ConfigProperty(name = "ratecast.ingestion.dead-letter-topic", defaultValue = "ratings-dead-letter")
                    String deadLetters) {
        ReplyRouter router = new ReplyRouter(
                config.defaultReplyTopic(),
                Pattern.compile(config.replyTopics()),
                Set.copyOf(List.of(ratings, deadLetters, config.requestTopic())));
        this.answerer = new RequestAnswerer(predictor, router, metrics, config.maxAge(), config.maxBatch());
        this.threads = threads;
        this.sender = sender;
    }

    @Incoming("prediction-requests")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<ConsumerRecords<byte[], byte[]>> poll) {
        List<CompletableFuture<Sending>> scored = new ArrayList<>();
        for (List<ConsumerRecord<byte[], byte[]>> part : parts(poll.getPayload())) {
            scored.add(CompletableFuture.supplyAsync(
                    () -> new Sending(send(answerer.answer(part, Instant.now()))), threads));
        }
        return all(scored).handle((nothing, failure) -> {
            if (failure != null) {
                // Not acknowledged, so it comes again after a restart; the channel goes on.
                LOG.error("event=prediction-requests-failed", failure);
            } else {
                var unused = all(scored.stream()
                                .map(sending -> sending.join().settled())
                                .toList())
                        .thenRun(poll::ack);
            }
            return null;
        });
    }

    /**
     * The replies of a part on their way.
     *
     * @param settled complete once it is known what became of each
     */
    private record Sending(CompletableFuture<Void> settled) {}

    private List<List<ConsumerRecord<byte[], byte[]>>> parts(ConsumerRecords<byte[], byte[]> poll) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(poll.count());
        poll.forEach(records::add);
        int each = (records.size() + threads.count() - 1) / threads.count();
        int size = Math.min(LARGEST_PART, Math.max(SMALLEST_PART, each));
        List<List<ConsumerRecord<byte[], byte[]>>> parts = new ArrayList<>();
        for (int from = 0; from < records.size(); from += size) {
            parts.add(records.subList(from, Math.min(records.size(), from + size)));
        }
        return parts;
    }

    private CompletableFuture<Void> send(List<ProducerRecord<byte[], byte[]>> replies) {
        return all(replies.stream().map(sender::send).toList());
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
